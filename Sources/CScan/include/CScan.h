#pragma once
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Searches over bytes that Swift's checked subscripts would slow down. Each looks at exactly `count` bytes from
   `bytes` and answers an index, or `count` where there is none. */

static inline size_t scan_byte(const uint8_t *bytes, size_t count, uint8_t wanted) {
  const uint8_t *found = memchr(bytes, wanted, count);
  return found ? (size_t)(found - bytes) : count;
}

static inline size_t scan_count(const uint8_t *bytes, size_t count, uint8_t wanted) {
  size_t seen = 0;
  for (size_t at = 0; at < count; at++) seen += bytes[at] == wanted;
  return seen;
}

/* The first byte that ends or breaks a JSON string: `"`, `\` or a control. Eight at a time. */
static inline size_t scan_string(const uint8_t *bytes, size_t count) {
  const uint64_t ones = 0x0101010101010101u, high = 0x8080808080808080u;
  size_t at = 0;
  for (; at + 8 <= count; at += 8) {
    uint64_t word;
    memcpy(&word, bytes + at, 8);
    uint64_t quote = word ^ (ones * '"'), slash = word ^ (ones * '\\');
    uint64_t hit = (((quote - ones) & ~quote) | ((slash - ones) & ~slash) | ((word - ones * 0x20) & ~word)) & high;
    if (hit) return at + ((size_t)__builtin_ctzll(hit) >> 3);
  }
  for (; at < count; at++)
    if (bytes[at] == '"' || bytes[at] == '\\' || bytes[at] < 0x20) return at;
  return count;
}

/* The first byte that is no blank of JSON. Indentation goes eight at a time. */
static inline size_t scan_blanks(const uint8_t *bytes, size_t count) {
  const uint64_t spaces = 0x2020202020202020u;
  size_t at = 0;
  while (at < count) {
    uint8_t byte = bytes[at];
    if (byte != ' ' && byte != '\n' && byte != '\r' && byte != '\t') return at;
    at++;
    uint64_t word;
    while (at + 8 <= count && (memcpy(&word, bytes + at, 8), word == spaces)) at += 8;
  }
  return count;
}

/* The first byte that no XML 1.0 text may hold. */
static inline size_t scan_xml_control(const uint8_t *bytes, size_t count) {
  for (size_t at = 0; at < count; at++) {
    uint8_t byte = bytes[at];
    if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') return at;
  }
  return count;
}
