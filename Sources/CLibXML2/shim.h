#pragma once
#include <libxml/xmlversion.h>
/* ICU's headers clash with those of Foundation, which tests import; nothing that we use of libxml2 mentions ICU. */
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
