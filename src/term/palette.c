/* With 256 colours, shades that can be read on black and on white alike (contrast of
 * at least 3.3 with both); below that the terminal's own eight, which its user has
 * chosen to be readable.
 */
#include "config.h"

#include "term/palette_priv.h"

#include <stddef.h>
#include <string.h>

static const struct color {
	const char *name;
	int of_8, of_256;
} colors[] = {
	{ "red", 1, 167 },
	{ "green", 2, 64 },
	{ "yellow", 3, 136 },
	{ "blue", 4, 68 },
	{ "magenta", 5, 133 },
	{ "cyan", 6, 31 },
};

int palette_color(const char *name, int terminal_colors)
{
	for (size_t i = 0; i < sizeof colors / sizeof *colors; i++) {
		if (strcmp(colors[i].name, name) != 0)
			continue;
		if (terminal_colors >= 256)
			return colors[i].of_256;
		return terminal_colors >= 8 ? colors[i].of_8 : -1;
	}
	return -1;
}
