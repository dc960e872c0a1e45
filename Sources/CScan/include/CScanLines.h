#pragma once
#include "CScan.h"

/* Lines of a tag and numbers behind it, of which some reports have millions. */

/* Sixty-four bytes that are looked at together; a mask of them has the first in its lowest bit. */
typedef struct {
  scan_block parts[4];
} scan_page;

static inline scan_page scan_load_page(const uint8_t *bytes) {
  return (scan_page){{scan_load(bytes), scan_load(bytes + 16), scan_load(bytes + 32), scan_load(bytes + 48)}};
}

static inline uint64_t scan_page_bits(scan_block a, scan_block b, scan_block c, scan_block d) {
  return scan_bits(a) | (uint64_t)scan_bits(b) << 16 | (uint64_t)scan_bits(c) << 32 | (uint64_t)scan_bits(d) << 48;
}

/* Which bytes lie so little above a byte. */
static inline uint64_t scan_above(scan_page page, uint8_t least, uint8_t count) {
  scan_block *parts = page.parts;
  return scan_page_bits((scan_block)(parts[0] - least < count), (scan_block)(parts[1] - least < count),
                        (scan_block)(parts[2] - least < count), (scan_block)(parts[3] - least < count));
}

static inline uint64_t scan_equal(scan_page page, uint8_t wanted) {
  scan_block *parts = page.parts;
  return scan_page_bits((scan_block)(parts[0] == wanted), (scan_block)(parts[1] == wanted),
                        (scan_block)(parts[2] == wanted), (scan_block)(parts[3] == wanted));
}

/* The place of the lowest bit, which is cleared, or 63 where there is none. */
static inline size_t scan_take_bit(uint64_t *bits) {
  size_t place = (size_t)__builtin_ctzll(*bits | 1ull << 63);
  *bits &= *bits - 1;
  return place;
}

/* Takes such lines as scan_points does, of a page of them at a time: with what stands where in the page told by masks,
   little is left to do for a line. */
__attribute__((always_inline)) static inline size_t scan_lines(const uint8_t *bytes, size_t count, const uint8_t *tag,
                                                               size_t tagLength, size_t fields, uint64_t *found,
                                                               size_t room, size_t *noted) {
  size_t line = 0, at = 0, seen = 0;
  uint64_t tagMask = (1ull << (8 * tagLength)) - 1, tagWord = scan_word(tag, tagLength, tagLength), ends;
  do {
    line += at;
    at = 0;
    /* The last number of a page may begin at its end. */
    if (count - line < 64 + 8) break;
    const uint8_t *here = bytes + line;
    scan_page page = scan_load_page(here);
    uint64_t commas = scan_equal(page, ','), digits = scan_above(page, '0', 10), positive = scan_above(page, '1', 9);
    ends = scan_equal(page, '\n');
    if (fields > 2) digits |= scan_equal(page, '-') & commas << 1 & ends >> 1;
    uint64_t tags = (ends << 1 | 1) * ((1ull << tagLength) - 1), others = ~(digits | commas | ends | tags);
    /* A digit above 0 makes the sum carry from its number to what stands behind that. */
    uint64_t hits = digits + positive;
    if (others) ends &= (others & -others) - 1;
    size_t comma = scan_take_bit(&commas);
    while (ends) {
      size_t end = scan_take_bit(&ends), first = at + tagLength, last = comma;
      if (seen == room || (scan_eight(here + at) & tagMask) != tagWord || comma - first - 1 >= 7) goto stop;
      uint64_t word = scan_number(scan_eight(here + first), comma - first);
      if (fields > 2) {
        size_t second = scan_take_bit(&commas);
        last = scan_take_bit(&commas);
        if (second - comma - 2 >= 4 || last - second - 2 >= 4) goto stop;
        word = word << 32 | scan_number(scan_eight(here + comma + 1), second - comma - 1) << 15 |
               scan_number(scan_eight(here + second + 1), last - second - 1);
      }
      comma = scan_take_bit(&commas);
      if (end - last - 2 >= 7 || comma < end) goto stop;
      found[seen++] = word << 1 | (hits >> end & 1);
      at = end + 1;
    }
  } while (at > 0);
stop:
  *noted = seen;
  return line + at;
}

/* Takes lines that are a tag of at most seven bytes and `fields` numbers between commas, two of at most seven digits, or
   four, of which the second and third have at most four; for as long as they are just that, and there is room. Of four,
   `-` in the last place is 0. The word of a line is whether its last number is above 0, and in the bits above, the
   others: of three, the first times 2^32, the second times 2^15 and the third. Answers where the first line begins that
   is another, or too near to the end to be looked at. */
static inline size_t scan_points(const uint8_t *bytes, size_t count, const uint8_t *tag, size_t tagLength, size_t fields,
                                 uint64_t *found, size_t room, size_t *noted) {
  return fields == 2 ? scan_lines(bytes, count, tag, tagLength, 2, found, room, noted)
                     : scan_lines(bytes, count, tag, tagLength, 4, found, room, noted);
}

/* Takes a tag of at most seven bytes, a number of at most seven digits, a comma and a text that neither begins with a
   digit nor ends in a blank, up to the line's end. Answers where that is, or 0 for another line. */
static inline size_t scan_numbered(const uint8_t *bytes, size_t count, const uint8_t *tag, size_t tagLength,
                                   uint64_t *number, size_t *text) {
  size_t length;
  if (count < 16) return 0;
  if ((scan_eight(bytes) & ((1ull << (8 * tagLength)) - 1)) != scan_word(tag, tagLength, tagLength)) return 0;
  *number = scan_digits(bytes + tagLength, &length);
  size_t start = tagLength + length + 1;
  if (length == 0 || bytes[start - 1] != ',' || (uint8_t)(bytes[start] - '0') < 10) return 0;
  size_t end = start + scan_line(bytes + start, count - start);
  if (end == start || end == count || bytes[end] != '\n' || bytes[end - 1] <= ' ') return 0;
  *text = start;
  return end;
}
