#include "config.h"

#include "term/ascii_priv.h"

#include <stddef.h>

/* U+00A0 to U+017F, by code. */
static const char latin[] =
    " !cLoY|S\"Ca<--R-o+23'uP.,1o>???"
    "?AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTs"
    "aaaaaaaceeeeiiiidnooooo/ouuuuyty"
    "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkk"
    "LlLlLlLlLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

/* Ranges in the order of their codes. */
static const struct range {
	uint32_t first, last;
	char shown;
} ranges[] = {
	{ 0x2000, 0x200A, ' ' },  /* spaces */
	{ 0x2010, 0x2015, '-' },  /* hyphens and dashes */
	{ 0x2016, 0x2016, '|' },
	{ 0x2018, 0x201B, '\'' },
	{ 0x201C, 0x201F, '"' },
	{ 0x2020, 0x2021, '+' },
	{ 0x2022, 0x2023, '*' },  /* bullets */
	{ 0x2024, 0x2027, '.' },  /* dots */
	{ 0x202F, 0x202F, ' ' },
	{ 0x2032, 0x2032, '\'' },
	{ 0x2033, 0x2033, '"' },
	{ 0x2039, 0x2039, '<' },
	{ 0x203A, 0x203A, '>' },
	{ 0x2044, 0x2044, '/' },
	{ 0x2190, 0x2190, '<' },
	{ 0x2191, 0x2191, '^' },
	{ 0x2192, 0x2192, '>' },
	{ 0x2193, 0x2193, 'v' },
	{ 0x2212, 0x2212, '-' },
	{ 0x2215, 0x2215, '/' },
	{ 0x2217, 0x2219, '*' },
	{ 0x2264, 0x2264, '<' },
	{ 0x2265, 0x2265, '>' },
	{ 0x2500, 0x2501, '-' },  /* box drawing: lines, dashes, corners */
	{ 0x2502, 0x2503, '|' },
	{ 0x2504, 0x2505, '-' },
	{ 0x2506, 0x2507, '|' },
	{ 0x2508, 0x2509, '-' },
	{ 0x250A, 0x250B, '|' },
	{ 0x250C, 0x2513, '+' },
	{ 0x2514, 0x2517, '`' },
	{ 0x2518, 0x251B, '\'' },
	{ 0x251C, 0x2523, '|' },
	{ 0x2524, 0x254B, '+' },
	{ 0x254C, 0x254D, '-' },
	{ 0x254E, 0x254F, '|' },
	{ 0x2550, 0x2550, '=' },
	{ 0x2551, 0x2551, '|' },
	{ 0x2552, 0x256C, '+' },
	{ 0x256D, 0x256E, '+' },
	{ 0x256F, 0x256F, '\'' },
	{ 0x2570, 0x2570, '`' },
	{ 0x2571, 0x2571, '/' },
	{ 0x2572, 0x2572, '\\' },
	{ 0x2574, 0x2574, '-' },
	{ 0x2575, 0x2575, '|' },
	{ 0x2576, 0x2576, '-' },
	{ 0x2577, 0x2577, '|' },
	{ 0x2580, 0x2593, '#' },  /* blocks and shades */
	{ 0x25A0, 0x25A1, '#' },
	{ 0x25AA, 0x25AB, '*' },
	{ 0x25B2, 0x25B5, '^' },
	{ 0x25B6, 0x25BB, '>' },
	{ 0x25BC, 0x25BF, 'v' },
	{ 0x25C0, 0x25C5, '<' },
	{ 0x25CB, 0x25CB, 'o' },
	{ 0x25CF, 0x25CF, '*' },
	{ 0x25E6, 0x25E6, 'o' },
	{ 0x2605, 0x2606, '*' },
	{ 0x2713, 0x2714, 'v' },
	{ 0x2715, 0x2718, 'x' },
};

char ascii_stand_in(uint32_t ch)
{
	size_t low = 0, high = sizeof ranges / sizeof *ranges;

	if (ch < 0x80)
		return ch < ' ' || ch == 0x7F ? '?' : (char)ch;
	if (ch >= 0xA0 && ch - 0xA0 < sizeof latin - 1)
		return latin[ch - 0xA0];
	while (low < high) {
		size_t middle = (low + high) / 2;

		if (ch > ranges[middle].last)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < sizeof ranges / sizeof *ranges && ch >= ranges[low].first)
		return ranges[low].shown;
	return '?';
}
