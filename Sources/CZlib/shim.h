#pragma once
#include <zlib.h>
/* inflateInit2 is a macro, which Swift does not import. 32 + 15: gzip or zlib, by the header. */
static inline int sixgate_inflate_init(z_stream *stream) { return inflateInit2(stream, 32 + 15); }
