/* The 256 colours of xterm: 16 that the user chooses, a cube of 6 x 6 x 6 (its steps are
 * 0, 95, 135, ... 255), and 24 greys from 8 on in steps of 10.
 *
 * Where there are fewer, a colour becomes that one of the user's own which has its hue:
 * those can be read, whatever the background.  What has hardly any hue, such as a grey
 * that is only right for one background, becomes the terminal's own colour.
 */
#include "config.h"

#include "term/palette_priv.h"

enum { USER_COLORS = 16, CUBE_SIDE = 6, FIRST_GREY = 232, COLORS_256 = 256 };

static uint32_t cube_step(int step)
{
	return step ? 55 + 40 * (uint32_t)step : 0;
}

/* Of a colour from 16 on. */
static uint32_t rgb_of(int color)
{
	int cube = color - USER_COLORS;

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

int palette_nearest(uint32_t rgb)
{
	int best = USER_COLORS;

	for (int i = USER_COLORS; i < COLORS_256; i++)
		if (distance(rgb, rgb_of(i)) < distance(rgb, rgb_of(best)))
			best = i;
	return best;
}

/* One of the colours 1 to 6, of which red is bit 0, green bit 1, blue bit 2; or -1. */
static int by_hue(uint32_t rgb)
{
	enum { LEAST_HUE = 48 };
	int part[3], low = 255, high = 0, color = 0;

	for (int i = 0; i < 3; i++) {
		part[i] = (int)(rgb >> (16 - 8 * i) & 0xff);
		low = part[i] < low ? part[i] : low;
		high = part[i] > high ? part[i] : high;
	}
	if (high - low < LEAST_HUE)
		return -1;
	for (int i = 0; i < 3; i++)
		color |= part[i] * 2 > high + low ? 1 << i : 0;
	return color;
}

int palette_color(int color, int terminal_colors)
{
	enum { FEW_COLORS = 8 };

	if (color < 0 || terminal_colors < FEW_COLORS)
		return -1;
	if (terminal_colors >= COLORS_256)
		return color;
	if (color >= USER_COLORS)
		return by_hue(rgb_of(color));
	if (terminal_colors >= USER_COLORS || color < FEW_COLORS)
		return color;
	return color == FEW_COLORS ? -1 : color % FEW_COLORS; /* bright black is no black */
}
