#include "CStatic.h"
#include <errno.h>
#include <stddef.h>

/* Debian's libxml2.a names converters of ICU (30 MB of tables) and of iconv (which, linked statically, would
   load the host's libc at run time). sixgate reads UTF-8, UTF-16, ISO-8859-1, ASCII and windows-1252 and
   decodes what libxml2 cannot by itself, so both are answered with "no such converter". */

void *iconv_open(const char *to, const char *from) { (void)to; (void)from; errno = EINVAL; return (void *)-1; }
size_t iconv(void *c, char **in, size_t *in_left, char **out, size_t *out_left) {
  (void)c; (void)in; (void)in_left; (void)out; (void)out_left; errno = EINVAL; return (size_t)-1;
}
int iconv_close(void *c) { (void)c; return 0; }

enum { U_FILE_ACCESS_ERROR = 4, U_UNSUPPORTED_ERROR = 16 };
void *ucnv_open_72(const char *name, int *error) { (void)name; *error = U_FILE_ACCESS_ERROR; return 0; }
void ucnv_close_72(void *c) { (void)c; }
void ucnv_setToUCallBack_72(void *c, void *f, const void *x, void **of, const void **ox, int *error) {
  (void)c; (void)f; (void)x; (void)of; (void)ox; *error = U_UNSUPPORTED_ERROR;
}
void ucnv_setFromUCallBack_72(void *c, void *f, const void *x, void **of, const void **ox, int *error) {
  (void)c; (void)f; (void)x; (void)of; (void)ox; *error = U_UNSUPPORTED_ERROR;
}
void ucnv_convertEx_72(void *to, void *from, char **t, const char *tl, const char **s, const char *sl, void *p0,
                       void *p1, void *p2, const void *p3, signed char reset, signed char flush, int *error) {
  (void)to; (void)from; (void)t; (void)tl; (void)s; (void)sl; (void)p0; (void)p1; (void)p2; (void)p3;
  (void)reset; (void)flush; *error = U_UNSUPPORTED_ERROR;
}
const char *u_errorName_72(int code) { (void)code; return "no ICU"; }
void UCNV_TO_U_CALLBACK_STOP_72(void) {}
void UCNV_FROM_U_CALLBACK_STOP_72(void) {}
