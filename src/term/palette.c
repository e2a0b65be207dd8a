/* The 256 colours of xterm: 16 that the user chooses, a cube of 6 x 6 x 6 (its steps are
 * 0, 95, 135, ... 255), and 24 greys from 8 on in steps of 10.  What the first 16 are is
 * only guessed: as the VGA text mode had them.
 */
#include "config.h"

#include "term/palette_priv.h"

enum { USER_COLORS = 16, CUBE_SIDE = 6, FIRST_GREY = 232, COLORS_256 = 256 };

static const uint32_t user_colors[USER_COLORS] = {
	0x000000, 0xaa0000, 0x00aa00, 0xaa5500, 0x0000aa, 0xaa00aa, 0x00aaaa, 0xaaaaaa,
	0x555555, 0xff5555, 0x55ff55, 0xffff55, 0x5555ff, 0xff55ff, 0x55ffff, 0xffffff,
};

static uint32_t cube_step(int step)
{
	return step ? 55 + 40 * (uint32_t)step : 0;
}

static uint32_t rgb_of(int color)
{
	int cube = color - USER_COLORS;

	if (color < USER_COLORS)
		return user_colors[color];
	if (color >= FIRST_GREY)
		return (uint32_t)(8 + 10 * (color - FIRST_GREY)) * 0x010101;
	return cube_step(cube / (CUBE_SIDE * CUBE_SIDE)) << 16 |
	    cube_step(cube / CUBE_SIDE % CUBE_SIDE) << 8 | cube_step(cube % CUBE_SIDE);
}

static int distance(uint32_t a, uint32_t b)
{
	int sum = 0;

	for (int shift = 0; shift < 24; shift += 8) {
		int difference = (int)(a >> shift & 0xff) - (int)(b >> shift & 0xff);

		sum += difference * difference;
	}
	return sum;
}

/* The nearest of the colours from first to before end. */
static int nearest(uint32_t rgb, int first, int end)
{
	int best = first;

	for (int i = first + 1; i < end; i++)
		if (distance(rgb, rgb_of(i)) < distance(rgb, rgb_of(best)))
			best = i;
	return best;
}

int palette_nearest(uint32_t rgb)
{
	return nearest(rgb, USER_COLORS, COLORS_256);
}

int palette_color(int color, int terminal_colors)
{
	enum { DARK = 8 };

	if (color < 0 || terminal_colors < DARK)
		return -1;
	if (terminal_colors >= COLORS_256)
		return color;
	if (color >= USER_COLORS)
		color = nearest(rgb_of(color), 0, USER_COLORS);
	return terminal_colors >= USER_COLORS ? color : color % DARK;
}
