#include "config.h"

#include "app/cli_config.h"

#include <stdlib.h>

#include "moot/base/file.h"

static void set(struct config *c, const char *name, const char *value)
{
	struct buf line = BUF_INIT, error = BUF_INIT;

	buf_addf(&line, "set %s %s", name, value);
	config_line(c, buf_span(&line), &error); /* the options were checked before */
	buf_release(&line);
	buf_release(&error);
}

/* Of texts on the screen and of those that are saved; 0 wraps at the terminal's width. */
static void set_width(struct config *c, int cols)
{
	enum { MOST_COLS = 1000 };

	c->settings.save_width = cols;
	c->settings.width = cols && cols < MOST_COLS ? cols : MOST_COLS;
}

void cli_config(const struct cli *cli, struct config *config, struct buf *errors)
{
	char *path = xdg_path(XDG_CONFIG, "config", false);

	config_init(config);
	if (path)
		config_read(config, path, errors);
	free(path);
	if (cli->theme)
		set(config, "theme", cli->theme);
	if (cli->ascii)
		set(config, "ascii", "on");
	if (cli->ambiguous)
		set(config, "ambiguous", cli->ambiguous);
	if (cli->width >= 0)
		set_width(config, cli->width);
}

void cli_print_config(FILE *out)
{
	struct buf text = BUF_INIT;
	struct config config;

	config_init(&config);
	buf_add_str(&text, "# The config file of moot: $XDG_CONFIG_HOME/moot/config, or "
	    "~/.config/moot/config.\n# A line without # takes effect; these are the defaults.  "
	    "moot-config(5) tells more.\n");
	config_print(&config, "#", &text);
	fwrite(buf_str(&text), 1, text.len, out);
	config_release(&config);
	buf_release(&text);
}
