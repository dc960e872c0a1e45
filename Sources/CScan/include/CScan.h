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

/* The first place of a text of at least one byte. */
static inline size_t scan_text(const uint8_t *bytes, size_t count, const uint8_t *wanted, size_t length) {
  const uint8_t *at = bytes, *end = bytes + count;
  while ((size_t)(end - at) >= length && (at = memchr(at, wanted[0], (size_t)(end - at) - length + 1)) != NULL) {
    if (memcmp(at, wanted, length) == 0) return (size_t)(at - bytes);
    at++;
  }
  return count;
}

/* Sixteen bytes that are looked at together. */
typedef uint8_t scan_block __attribute__((vector_size(16)));

static inline scan_block scan_load(const uint8_t *bytes) {
  scan_block block;
  memcpy(&block, bytes, sizeof block);
  return block;
}

/* Which bytes of a mask are set, the first in the lowest bit. */
static inline uint32_t scan_bits(scan_block mask) {
  typedef _Bool lanes __attribute__((ext_vector_type(16)));
  lanes set = __builtin_convertvector(mask, lanes);
  uint16_t bits;
  memcpy(&bits, &set, sizeof bits);
  return bits;
}

/* The first byte of a mask that is set, or 16. */
static inline size_t scan_first(scan_block mask) { return (size_t)__builtin_ctz(scan_bits(mask) | 0x10000); }

static inline size_t scan_count(const uint8_t *bytes, size_t count, uint8_t wanted) {
  size_t seen = 0, at = 0;
  while (at + 16 <= count) {
    /* A byte of the sums holds as much as 255 blocks can bring. */
    scan_block sums = {0};
    for (size_t turn = 0; turn < 255 && at + 16 <= count; turn++, at += 16)
      sums -= (scan_block)(scan_load(bytes + at) == wanted);
    for (size_t lane = 0; lane < 16; lane++) seen += sums[lane];
  }
  for (; at < count; at++) seen += bytes[at] == wanted;
  return seen;
}

static inline size_t scan_last_byte(const uint8_t *bytes, size_t count, uint8_t wanted) {
  size_t at = count;
  for (; at >= 16; at -= 16)
    if (scan_bits((scan_block)(scan_load(bytes + at - 16) == wanted)) != 0) break;
  for (; at > 0; at--)
    if (bytes[at - 1] == wanted) return at - 1;
  return count;
}

/* Every byte of UTF-8 but those that continue a character. */
static inline size_t scan_characters(const uint8_t *bytes, size_t count) {
  size_t continuing = 0, at = 0;
  while (at + 16 <= count) {
    /* A byte of the sums holds as much as 255 blocks can bring. */
    scan_block sums = {0};
    for (size_t turn = 0; turn < 255 && at + 16 <= count; turn++, at += 16)
      sums -= (scan_block)((scan_load(bytes + at) & 0xC0) == 0x80);
    for (size_t lane = 0; lane < 16; lane++) continuing += sums[lane];
  }
  for (; at < count; at++) continuing += (bytes[at] & 0xC0) == 0x80;
  return count - continuing;
}

/* Whether any byte is none of ASCII. */
static inline size_t scan_beyond_ascii(const uint8_t *bytes, size_t count) {
  uint8_t met = 0;
  for (size_t at = 0; at < count; at++) met |= bytes[at] & 0x80;
  return met;
}

static inline int scan_equals(const uint8_t *bytes, const uint8_t *wanted, size_t count) {
  return memcmp(bytes, wanted, count) == 0;
}

/* The same of a name: most are short enough for two blocks, or words, that may overlap. */
static inline int scan_equals_name(const uint8_t *bytes, const uint8_t *wanted, size_t count) {
  if (count >= 16 && count <= 32) {
    scan_block differs = scan_load(bytes) ^ scan_load(wanted);
    differs |= scan_load(bytes + count - 16) ^ scan_load(wanted + count - 16);
    return scan_bits((scan_block)(differs != 0)) == 0;
  }
  if (count >= 8 && count < 16) {
    uint64_t head, tail, wantedHead, wantedTail;
    memcpy(&head, bytes, 8), memcpy(&tail, bytes + count - 8, 8);
    memcpy(&wantedHead, wanted, 8), memcpy(&wantedTail, wanted + count - 8, 8);
    return ((head ^ wantedHead) | (tail ^ wantedTail)) == 0;
  }
  return memcmp(bytes, wanted, count) == 0;
}

/* Up to eight bytes as a number, the first in its lowest byte; of the window's last bytes one at a time. */
static inline uint64_t scan_word(const uint8_t *bytes, size_t count, size_t length) {
  uint64_t word = 0;
  if (count >= 8) {
    memcpy(&word, bytes, 8);
    return length < 8 ? word & ((1ull << (8 * length)) - 1) : word;
  }
  for (size_t at = 0; at < length; at++) word |= (uint64_t)bytes[at] << (8 * at);
  return word;
}

/* The first byte that ends or breaks a JSON string: `"`, `\` or a control. */
static inline size_t scan_string(const uint8_t *bytes, size_t count) {
  size_t at = 0;
  for (; at + 16 <= count; at += 16) {
    scan_block block = scan_load(bytes + at);
    size_t first = scan_first((scan_block)((block == '"') | (block == '\\') | (block < 0x20)));
    if (first < 16) return at + first;
  }
  for (; at < count; at++)
    if (bytes[at] == '"' || bytes[at] == '\\' || bytes[at] < 0x20) return at;
  return count;
}

/* The first byte that ends a line: `\n` or `\r`. */
static inline size_t scan_line(const uint8_t *bytes, size_t count) {
  size_t at = 0;
  for (; at + 16 <= count; at += 16) {
    scan_block block = scan_load(bytes + at);
    size_t first = scan_first((scan_block)((block == '\n') | (block == '\r')));
    if (first < 16) return at + first;
  }
  for (; at < count; at++)
    if (bytes[at] == '\n' || bytes[at] == '\r') return at;
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

static inline uint8_t scan_is_xml_control(uint8_t byte) {
  return (byte < 0x20) & (byte != '\t') & (byte != '\n') & (byte != '\r');
}

/* The first byte that no XML 1.0 text may hold: blocks first, without a branch a byte. */
static inline size_t scan_xml_control(const uint8_t *bytes, size_t count) {
  size_t at = 0;
  for (; at + 128 <= count; at += 128) {
    uint8_t met = 0;
    for (size_t next = 0; next < 128; next++) met |= scan_is_xml_control(bytes[at + next]);
    if (met) break;
  }
  while (at < count && !scan_is_xml_control(bytes[at])) at++;
  return at;
}

/* Notes where separators stand, counted from `first`, as many as there is room for, up to a line's end or a quote.
   Answers where it stopped: at one of those, at a separator for which there is no room, or at the end. */
static inline size_t scan_fields(const uint8_t *bytes, size_t count, uint8_t separator, intptr_t first, intptr_t *found,
                                 size_t room, size_t *noted) {
  size_t at = 0, seen = 0;
  for (; at + 16 <= count; at += 16) {
    scan_block block = scan_load(bytes + at);
    scan_block mask = (scan_block)((block == separator) | (block == '\n') | (block == '"'));
    uint64_t halves[2];
    memcpy(halves, &mask, sizeof halves);
    for (size_t half = 0; half < 2; half++)
      for (uint64_t left = halves[half]; left;) {
        size_t bit = (size_t)__builtin_ctzll(left), place = at + half * 8 + (bit >> 3);
        left &= ~((uint64_t)0xFF << bit);
        if (bytes[place] != separator || seen == room) return *noted = seen, place;
        found[seen++] = first + (intptr_t)place;
      }
  }
  for (; at < count; at++) {
    if (bytes[at] == '\n' || bytes[at] == '"') break;
    if (bytes[at] != separator) continue;
    if (seen == room) break;
    found[seen++] = first + (intptr_t)at;
  }
  *noted = seen;
  return at;
}

/* How many of eight bytes are digits before the first that is none; none where all eight are. */
static inline size_t scan_digit_count(uint64_t word) {
  uint64_t high = 0xF0F0F0F0F0F0F0F0u, zeros = 0x3030303030303030u;
  /* A carry of the sum comes out of a byte that is no digit, and reaches none before the first such byte. */
  uint64_t others = ((word & high) ^ zeros) | (((word + 0x0606060606060606u) & high) ^ zeros);
  return others ? (size_t)__builtin_ctzll(others) >> 3 : 0;
}

/* The number that so many digits at the start of eight bytes are, one to seven, all at once. */
static inline uint64_t scan_number(uint64_t word, size_t length) {
  word = (word & 0x0F0F0F0F0F0F0F0Fu) << (64 - 8 * length);
  word = word * 2561 >> 8;
  word = (word & 0x00FF00FF00FF00FFu) * 6553601 >> 16;
  return (word & 0x0000FFFF0000FFFFu) * 42949672960001u >> 32;
}

static inline uint64_t scan_eight(const uint8_t *bytes) {
  uint64_t word;
  memcpy(&word, bytes, 8);
  return word;
}

/* A number of at most seven digits at the start of eight bytes and how many digits it has; no digits for a longer
   one. */
static inline uint64_t scan_digits(const uint8_t *bytes, size_t *length) {
  uint64_t word = scan_eight(bytes);
  *length = scan_digit_count(word);
  return *length == 0 ? 0 : scan_number(word, *length);
}

/* Takes the point out of a number of three to eight bytes, the rest of which are no part of it: its digits stand in a
   row then. Answers how many stand before the point; none where there is no point, or nothing before it. */
static inline size_t scan_without_point(uint64_t *word, size_t length) {
  uint64_t own = length < 8 ? (1ull << (8 * length)) - 1 : ~0ull, ones = 0x0101010101010101u;
  uint64_t other = (*word ^ 0x2E2E2E2E2E2E2E2Eu) | ~own, points = (other - ones) & ~other & 0x8080808080808080u;
  if (points == 0) return 0;
  size_t whole = (size_t)__builtin_ctzll(points) >> 3;
  uint64_t before = (1ull << (8 * whole)) - 1;
  *word = ((*word & before) | (*word >> 8 & ~before)) & own >> 8;
  return whole;
}

/* Digits with a point among them, seven at most before it and seven behind it, as a number times 10^places, of at most
   nine places; digits beyond those are cut off. Looks at `count` bytes, of which the number is the first `length`.
   Answers whether it is such a number, and can be looked at. */
static inline int scan_fixed_point(const uint8_t *bytes, size_t count, size_t length, size_t places, uint64_t *value) {
  static const uint64_t powers[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000};
  size_t whole, fraction;
  if (places > 9 || length > 15 || count < 16) return 0;
  if (length >= 3 && length <= 8) {
    uint64_t word = scan_eight(bytes);
    whole = scan_without_point(&word, length);
    fraction = length - 1 - whole;
    if (whole > 0 && fraction > 0) {
      if (scan_digit_count(word) != length - 1) return 0;
      uint64_t digits = scan_number(word, length - 1);
      *value = fraction <= places ? digits * powers[places - fraction] : digits / powers[fraction - places];
      return 1;
    }
  }
  *value = scan_digits(bytes, &whole) * powers[places];
  if (whole == 0 || whole >= length) return whole > 0 && whole == length;
  if (bytes[whole] != '.') return 0;
  uint64_t digits = scan_digits(bytes + whole + 1, &fraction);
  if (fraction == 0 || whole + 1 + fraction != length) return 0;
  *value += fraction <= places ? digits * powers[places - fraction] : digits / powers[fraction - places];
  return 1;
}

#include "CScanLines.h"
