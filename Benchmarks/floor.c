// The limits: the least work that any reader of a format must do, so that sixgate's time has something to stand beside.
//
//     floor count FILE    lcov: lines, DA, DA that were hit, BRDA, BRDA that were taken
//     floor xml   FILE    libxml2's push parser (SAX2) with empty callbacks, no tree
//     floor yaml  FILE    libyaml's events, each thrown away
//     floor lines FILE    newlines, as `wc -l`
//     floor bytes FILE    quotation marks: no JSON parser, only one look at every byte
//
// It trusts what it reads: it judges nothing, keeps nothing and knows only what generate.py writes.
#define _GNU_SOURCE
#include <fcntl.h>
#include <libxml/parser.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <yaml.h>

enum { BLOCK = 256 << 10 };  // by read(): page faults make mmap slower

static char buffer[2 * BLOCK];  // the second half leaves room for a line that began in the block before

static int file;

static size_t block(char *to) {
  ssize_t size = read(file, to, BLOCK);
  if (size < 0) {
    perror("read");
    exit(1);
  }
  return size;
}

// Eight bytes at a time: a byte of `equal` is 0x80 where the word holds the byte that is sought.
static uint64_t occurrences(const char *bytes, size_t size, unsigned char sought) {
  const uint64_t ones = 0x0101010101010101, low = 0x7f * ones;
  uint64_t found = 0;
  size_t at = 0;
  for (; at + 8 <= size; at += 8) {
    uint64_t word;
    memcpy(&word, bytes + at, 8);
    word ^= sought * ones;
    uint64_t equal = ~(((word & low) + low) | word | low);
    found += (equal >> 7) * ones >> 56;
  }
  for (; at < size; at++) found += (unsigned char)bytes[at] == sought;
  return found;
}

static void total(unsigned char sought) {
  uint64_t found = 0;
  for (size_t size; (size = block(buffer)) > 0;) found += occurrences(buffer, size, sought);
  printf("%lu\n", (unsigned long)found);
}

// DA and BRDA end in `,0` (BRDA also in `,-`) exactly when they were not hit, since no checksums are written.
// `|` and `&`: with branches, which guess wrong on real coverage, the whole pass takes half as long again.
static int ranAt(const char *end) { return (end[-2] != ',') | ((end[-1] != '0') & (end[-1] != '-')); }

static void count(void) {
  unsigned long lines = 0, da = 0, hit = 0, brda = 0, taken = 0;
  size_t kept = 0;
  for (size_t size; (size = block(buffer + kept)) > 0;) {
    const char *line = buffer, *stop = buffer + kept + size, *end;
    for (; (end = memchr(line, '\n', stop - line)); line = end + 1) {
      lines++;
      if (end - line < 6) continue;
      if (memcmp(line, "DA:", 3) == 0) {
        da++;
        hit += ranAt(end);
      } else if (memcmp(line, "BRDA:", 5) == 0) {
        brda++;
        taken += ranAt(end);
      }
    }
    kept = stop - line;
    if (kept > BLOCK) {
      fputs("a line over 256 KiB\n", stderr);
      exit(1);
    }
    memmove(buffer, line, kept);
  }
  printf("%lu lines %lu/%lu branches %lu/%lu\n", lines, hit, da, taken, brda);
}

static void start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespaces,
                  const xmlChar **namespace, int attributes, int defaulted, const xmlChar **attribute) {}
static void end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {}
static void text(void *context, const xmlChar *bytes, int size) {}

static void xml(void) {
  xmlSAXHandler handler = {.initialized = XML_SAX2_MAGIC, .startElementNs = start, .endElementNs = end,
                           .characters = text, .cdataBlock = text};
  xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&handler, NULL, NULL, 0, NULL);
  int wrong = 0;
  for (size_t size; !wrong && (size = block(buffer)) > 0;) wrong = xmlParseChunk(parser, buffer, size, 0);
  if (!wrong) wrong = xmlParseChunk(parser, NULL, 0, 1);
  xmlFreeParserCtxt(parser);
  if (wrong) {
    fprintf(stderr, "libxml2 stops with error %d\n", wrong);
    exit(1);
  }
}

static int input(void *context, unsigned char *to, size_t size, size_t *count) {
  ssize_t taken = read(file, to, size);
  *count = taken < 0 ? 0 : taken;
  return taken >= 0;
}

static void yaml(void) {
  yaml_parser_t parser;
  yaml_event_t event;
  if (!yaml_parser_initialize(&parser)) exit(1);
  yaml_parser_set_input(&parser, input, NULL);
  for (int last = 0; !last; yaml_event_delete(&event)) {
    if (!yaml_parser_parse(&parser, &event)) {
      fprintf(stderr, "libyaml stops: %s\n", parser.problem);
      exit(1);
    }
    last = event.type == YAML_STREAM_END_EVENT;
  }
  yaml_parser_delete(&parser);
}

int main(int words, char **word) {
  if (words != 3) {
    fputs("usage: floor count|xml|yaml|lines|bytes FILE\n", stderr);
    return 2;
  }
  file = open(word[2], O_RDONLY);
  if (file < 0) return perror(word[2]), 1;

  if (strcmp(word[1], "count") == 0) count();
  else if (strcmp(word[1], "xml") == 0) xml();
  else if (strcmp(word[1], "yaml") == 0) yaml();
  else if (strcmp(word[1], "lines") == 0) total('\n');
  else if (strcmp(word[1], "bytes") == 0) total('"');
  else return fprintf(stderr, "no such limit: %s\n", word[1]), 2;
  return 0;
}
