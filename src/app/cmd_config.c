/* Settings, keys and looks while reading: what the config file takes, after `:`. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/commands_priv.h"
#include "app/session.h"
#include "moot/base/xalloc.h"

static struct looks looks_of(const struct session *s)
{
	const struct settings *set = &s->config->settings;

	return (struct looks){
		.ascii = set->ascii || set->linear || set->ambiguous || !term_utf8(s->term),
		.linear = set->linear,
		.width.ambiguous_wide = set->ambiguous,
		.text_cols = set->width,
		.level_cols = set->indent,
		.guides = (enum guide_style)set->guides,
		.iso_dates = set->dates,
		.guide_colors = set->guide_colors,
		.author_colors = set->author_colors,
		.quote_colors = set->quote_colors,
		.margin_rows = set->scroll_off,
		.long_lines = s->looks.long_lines,
		.pan_cols = s->looks.pan_cols,
	};
}

static void wish_of(const struct settings *set, struct frame_wish *wish)
{
	wish->layout = set->linear ? LAYOUT_ONE : (enum frame_layout)set->layout;
	wish->no_status = !set->status;
	wish->no_hints = !set->hints;
	wish->small_rows = set->small_rows;
	wish->list_cols = set->list_columns;
	wish->small_share = set->small_share;
	wish->body_cols = set->body_columns;
}

void session_lay_out_anew(struct session *s)
{
	bodies_forget(s->bodies);
	s->body.cols = s->thread.cols = s->sheet_cols = -1;
	session_arrange(s);
}

void config_apply(struct session *s)
{
	const struct settings *set = &s->config->settings;

	s->looks = looks_of(s);
	wish_of(set, &s->wish);
	if (s->thread.quotes_hidden != set->hide_quotes)
		thread_hide_quotes(&s->thread, set->hide_quotes);
	if ((int)s->list.order != set->sort)
		post_list_sort(&s->list, (enum post_order)set->sort);
	if (s->list.recent_days != set->recent_days) {
		session_refresh_list(s);
		session_show_post(s);
	}
	term_mouse(s->term, set->mouse);
	term_set_theme(s->term, &s->config->theme);
	session_lay_out_anew(s);
}

/* Without the folders of the file that it begins with: in one line of the screen, what
 * is wrong comes first. */
static struct span without_folders(struct span error)
{
	size_t colon = span_find_byte(error, ':');

	for (size_t i = colon < error.len ? colon : 0; i > 0; i--)
		if (error.p[i - 1] == '/')
			return span_sub(error, i, error.len);
	return error;
}

void config_complain(struct session *s)
{
	struct span errors = span_str(s->config_errors), first;

	if (!errors.len || !span_line(&errors, &first))
		return;
	first = without_folders(first);
	session_complain(s, "%.*s%s", (int)first.len, first.p,
	    errors.len ? " (:messages shows more)" : "");
}

/* ---- the page of settings ---- */

static void fill_settings(struct session *s)
{
	struct buf line = BUF_INIT;

	for (const struct setting *row = setting_rows; row->name; row++) {
		buf_addf(&line, "%s ", row->name);
		setting_add_value(&s->config->settings, row, &line);
		page_add(s, &line, FACE_HEADING, 4);
		buf_addf(&line, "    %s (%s)", row->help, row->values);
		page_add(s, &line, FACE_TEXT, 4);
	}
	buf_release(&line);
}

static void show_settings(struct session *s)
{
	static const struct page page = { .title = "Settings", .fill = fill_settings };

	page_open(s, &page);
}

static void say_setting(struct session *s, const struct setting *row)
{
	struct buf value = BUF_INIT;

	setting_add_value(&s->config->settings, row, &value);
	session_say(s, "%s %s (%s): %s", row->name, buf_str(&value), row->values, row->help);
	buf_release(&value);
}

/* "NAME?", or the name alone of what is no flag: a question. */
static const struct setting *asked_for(struct span args)
{
	bool marked = args.len && args.p[args.len - 1] == '?';
	const struct setting *row = setting_find(span_sub(args, 0, args.len - marked));

	return row && (marked || row->kind != SETTING_FLAG) ? row : NULL;
}

/* ---- commands ---- */

static void run_line(struct session *s, const char *word, const char *argument)
{
	char *line = xasprintf("%s %s", word, argument);
	struct buf error = BUF_INIT;

	if (config_line(s->config, span_str(line), &error))
		config_apply(s);
	else
		session_complain(s, "%s", buf_str(&error));
	buf_release(&error);
	free(line);
}

void cmd_set(struct session *s, const struct call *call)
{
	const struct setting *asked = asked_for(span_trim(span_str(call->argument)));

	if (!*call->argument) {
		show_settings(s);
	} else if (asked) {
		say_setting(s, asked);
	} else {
		run_line(s, "set", call->argument);
	}
}

void cmd_theme(struct session *s, const struct call *call)
{
	struct buf names = BUF_INIT;

	if (*call->argument) {
		run_line(s, "theme", call->argument);
		return;
	}
	theme_add_names(SPAN_LIT(""), &names);
	for (size_t i = 0; i < names.len; i++)
		if (names.data[i] == '\n')
			names.data[i] = ' ';
	session_say(s, "theme %s; there are: %s", s->config->settings.theme, buf_str(&names));
	buf_release(&names);
}

void cmd_color(struct session *s, const struct call *call)
{
	run_line(s, "color", call->argument);
}

void cmd_bind(struct session *s, const struct call *call)
{
	run_line(s, "bind", call->argument);
}

void cmd_unbind(struct session *s, const struct call *call)
{
	run_line(s, "unbind", call->argument);
}
