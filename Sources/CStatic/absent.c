#define _GNU_SOURCE
#include "CStatic.h"
#include <locale.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The parts of libraries that sixgate has no use for, answered here so that their archive members are not linked: 1.4 MB,
   and among them all that could reach a network or read files that a document names. What is asked for says that it is
   not there; a member that is linked after all defines its names a second time, and the build stops. */

/* XPath, XML Schema and RELAX NG: prepared and cleaned up with the parser, used by none of it. */
void xmlXPathInit(void) {}
void xmlSchemaCleanupTypes(void) {}
void xmlRelaxNGCleanupTypes(void) {}

/* HTTP and FTP. */
void *xmlNanoHTTPOpen(const char *url, char **type) { (void)url; (void)type; return NULL; }
void *xmlNanoHTTPOpenRedir(const char *url, char **type, char **to) { (void)url; (void)type; (void)to; return NULL; }
void *xmlNanoHTTPMethod(const char *url, const char *method, const char *input, char **type, const char *headers,
                        int length) {
  (void)url; (void)method; (void)input; (void)type; (void)headers; (void)length; return NULL;
}
int xmlNanoHTTPRead(void *c, void *to, int length) { (void)c; (void)to; (void)length; return -1; }
int xmlNanoHTTPReturnCode(void *c) { (void)c; return -1; }
const char *xmlNanoHTTPEncoding(void *c) { (void)c; return NULL; }
const char *xmlNanoHTTPMimeType(void *c) { (void)c; return NULL; }
const char *xmlNanoHTTPRedir(void *c) { (void)c; return NULL; }
void xmlNanoHTTPClose(void *c) { (void)c; }
void *xmlNanoFTPOpen(const char *url) { (void)url; return NULL; }
int xmlNanoFTPRead(void *c, void *to, int length) { (void)c; (void)to; (void)length; return -1; }
int xmlNanoFTPClose(void *c) { (void)c; return -1; }

/* Catalogs, which map what a document names to files. */
int xmlCatalogGetDefaults(void) { return 0; }
void xmlCatalogCleanup(void) {}
void xmlCatalogFreeLocal(void *c) { (void)c; }
void *xmlCatalogAddLocal(void *c, const unsigned char *url) { (void)c; (void)url; return NULL; }
unsigned char *xmlCatalogLocalResolve(void *c, const unsigned char *public, const unsigned char *system) {
  (void)c; (void)public; (void)system; return NULL;
}
unsigned char *xmlCatalogLocalResolveURI(void *c, const unsigned char *uri) { (void)c; (void)uri; return NULL; }
unsigned char *xmlCatalogResolve(const unsigned char *public, const unsigned char *system) {
  (void)public; (void)system; return NULL;
}
unsigned char *xmlCatalogResolveURI(const unsigned char *uri) { (void)uri; return NULL; }

/* HTML. */
void htmlInitAutoClose(void) {}
int htmlIsBooleanAttr(const unsigned char *name) { (void)name; return 0; }
void *htmlNewDocNoDtD(const unsigned char *uri, const unsigned char *id) { (void)uri; (void)id; return NULL; }
void *htmlCreateMemoryParserCtxt(const char *buffer, int size) { (void)buffer; (void)size; return NULL; }
void __htmlParseContent(void *c) { (void)c; }
int UTF8ToHtml(unsigned char *out, int *outLength, const unsigned char *in, int *inLength) {
  (void)out; (void)outLength; (void)in; (void)inLength; return -2;
}

/* Validation against a DTD. */
void *xmlNewAutomata(void) { return NULL; }
void *xmlAutomataGetInitState(void *a) { (void)a; return NULL; }
int xmlAutomataSetFinalState(void *a, void *state) { (void)a; (void)state; return -1; }
void *xmlAutomataNewState(void *a) { (void)a; return NULL; }
void *xmlAutomataNewEpsilon(void *a, void *from, void *to) { (void)a; (void)from; (void)to; return NULL; }
void *xmlAutomataNewTransition(void *a, void *from, void *to, const unsigned char *token, void *data) {
  (void)a; (void)from; (void)to; (void)token; (void)data; return NULL;
}
void *xmlAutomataCompile(void *a) { (void)a; return NULL; }
void xmlFreeAutomata(void *a) { (void)a; }
int xmlRegexpIsDeterminist(void *r) { (void)r; return -1; }
void xmlRegFreeRegexp(void *r) { (void)r; }
void *xmlRegNewExecCtxt(void *r, void *callback, void *data) { (void)r; (void)callback; (void)data; return NULL; }
int xmlRegExecPushString(void *c, const unsigned char *value, void *data) { (void)c; (void)value; (void)data; return -1; }
void xmlRegFreeExecCtxt(void *c) { (void)c; }

/* Files packed with gzip, opened by name: sixgate hands over bytes. */
void *gzopen64(const char *path, const char *mode) { (void)path; (void)mode; return NULL; }
void *gzdopen(int file, const char *mode) { (void)file; (void)mode; return NULL; }
int gzdirect(void *file) { (void)file; return 0; }
int gzread(void *file, void *to, unsigned length) { (void)file; (void)to; (void)length; return -1; }
int gzwrite(void *file, const void *from, unsigned length) { (void)file; (void)from; (void)length; return 0; }
int gzclose(void *file) { (void)file; return -2; }

/* Files packed with xz, opened by name: sixgate hands over bytes. */
void *__libxml2_xzopen(const char *path, const char *mode) { (void)path; (void)mode; return NULL; }
void *__libxml2_xzdopen(int file, const char *mode) { (void)file; (void)mode; return NULL; }
int __libxml2_xzread(void *file, void *to, unsigned length) { (void)file; (void)to; (void)length; return -1; }
int __libxml2_xzclose(void *file) { (void)file; return -1; }
int __libxml2_xzcompressed(void *file) { (void)file; return 0; }

/* The names of all characters of Unicode, half a megabyte in Swift's library. The linker puts this in its place. */
long __wrap__swift_stdlib_getScalarName(unsigned scalar, unsigned char *buffer, long capacity) {
  (void)scalar; (void)buffer; (void)capacity; return 0;
}

/* What Swift's library reads with it is two addresses, "%p-%p": where it finds the arguments. What reads all else is a
   tenth of a megabyte, floating numbers of every length in it. */
int __isoc99_sscanf(const char *text, const char *format, ...) {
  if (strcmp(format, "%p-%p") != 0) return -1;
  va_list places;
  va_start(places, format);
  int count = 0;
  char *end = (char *)text;
  do {
    text = count > 0 ? end + 1 : text;
    uintptr_t address = strtoul(text, &end, 16);
    if (end == text) break;
    *va_arg(places, uintptr_t *) = address;
  } while (++count < 2 && *end == '-');
  va_end(places);
  return count;
}

/* What an assertion of libyaml's would say, in the language of the user and in wide characters. */
_Noreturn void __assert_fail(const char *assertion, const char *file, unsigned line, const char *function) {
  (void)assertion; (void)file; (void)line; (void)function; abort();
}

/* What the C library would say of its own errors, in narrow and in wide characters: twice all that prints numbers. */
int __fxprintf(void *file, const char *format, ...) { (void)file; (void)format; return -1; }
int __fxprintf_nocancel(void *file, const char *format, ...) { (void)file; (void)format; return -1; }
int __vfxprintf(void *file, const char *format, va_list values, unsigned mode) {
  (void)file; (void)format; (void)values; (void)mode; return -1;
}

/* Floating numbers of other lengths than a Double's, which nothing here reads. */
float strtof_l(const char *text, char **end, locale_t locale) { return (float)strtod_l(text, end, locale); }
long double strtold_l(const char *text, char **end, locale_t locale) { return strtod_l(text, end, locale); }

/* libsodium's one source file for wiping memory brings its random numbers and its curves. */
void sodium_memzero(void *at, size_t length) {
  memset(at, 0, length);
  __asm__ volatile("" : : "r"(at) : "memory");
}

/* What a C++ program says at an exception that nobody caught, and the names it says it with. Swift throws none. */
void _ZN9__gnu_cxx27__verbose_terminate_handlerEv(void) { abort(); }
char *__cxa_demangle(const char *name, char *buffer, size_t *length, int *status) {
  (void)name; (void)buffer; (void)length;
  if (status) *status = -1;
  return NULL;
}

/* The pictures of a crash, drawn by another program that stands beside Swift's library and not beside ours.
   The settings are larger than Swift's, and off. */
const unsigned char _swift_backtraceSettings[256];
int _swift_backtrace_isThunkFunction(const char *name) { (void)name; return 0; }
char *_swift_backtrace_demangle(const char *name, size_t length, char *buffer, size_t *size) {
  (void)name; (void)length; (void)buffer; (void)size; return NULL;
}
void _swift_displayCrashMessage(int signal, const void *counter) { (void)signal; (void)counter; }
int _swift_spawnBacktracer(const void *info, int memory) { (void)info; (void)memory; return 0; }
