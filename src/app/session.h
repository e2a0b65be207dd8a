/* A reading session: what is open, what is on the screen, what is being typed.
 *
 * Everything that the commands (cmd_*.c) work on.  Nothing here waits: reader.c has the
 * loop, and gives the session keys, time for work, and a screen.
 */
#ifndef APP_SESSION_H
#define APP_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/activity.h"
#include "app/config_file.h"
#include "app/grep.h"
#include "app/keymap.h"
#include "app/minutes.h"
#include "app/references.h"
#include "app/titles.h"
#include "app/stats.h"
#include "moot/app/commands.h"
#include "moot/app/reader.h"
#include "moot/base/buf.h"
#include "moot/view/bodies.h"
#include "moot/view/canvas.h"
#include "moot/view/finder.h"
#include "moot/view/frame.h"
#include "moot/view/limit_posts.h"
#include "moot/view/news.h"
#include "moot/view/outline.h"
#include "moot/view/post_body.h"
#include "moot/view/post_list.h"
#include "moot/view/prompt.h"
#include "moot/view/sheet.h"
#include "moot/view/thread.h"

/* What a prompt is for. */
struct prompt_use {
	const char *label;
	void (*changed)(struct session *s, const char *text); /* NULL: nothing to do */
	void (*done)(struct session *s, const char *text);
	void (*cancelled)(struct session *s);                 /* NULL: nothing to do */
	/* Adds the candidates for the text, one a line, each to replace the whole text. */
	void (*complete)(const struct session *s, struct span text, struct buf *out); /* or NULL */
};

/* What a text in a prompt may become. */
struct candidates {
	struct buf lines; /* whole texts, one a line */
	size_t count;     /* 0: Tab was not pressed */
	size_t chosen;    /* the one in the prompt, from 1; 0: what all have in common */
};

/* A question answered by one key; any key not listed means no. */
struct question {
	const char *keys; /* NULL: nothing is asked */
	void (*answer)(struct session *s, char key);
};

/* What is shown instead of the panes; made anew for another width. */
struct page {
	const char *title;
	void (*fill)(struct session *s); /* adds to s->sheet.sheet */
	/* Enter on a line with a tag; NULL: lines are for reading, or links. */
	void (*choose)(struct session *s, uint32_t tag);
	bool yields;  /* a key that it has no use for closes it, and means what it means */
	bool in_pane; /* it takes the place of the focused pane only */
	/* Draws below the lines of the sheet; NULL: there is nothing more. */
	void (*draw)(struct session *s, const struct canvas *c);
};

/* The image that is shown, as a picture for a room of so many cells. */
struct image_view {
	size_t image;            /* of the text, from 0 */
	struct buf file;         /* its bytes */
	struct picture *picture; /* or NULL: not made yet */
	int cols, rows;          /* of the room */
};

/* Where the reader was. */
struct visit {
	post_id post;
	enum pane focus;
	struct body_place body;
	comment_id comment;
	struct thread_anchor anchor;
};

/* Where the reader was before a search was typed. */
struct search_origin {
	bool waiting; /* for the first hit from here on */
	bool backward; /* or the last one before */
	uint32_t place, text_byte;
	struct visit visit;
	struct folds folds; /* owned copy */
	bool noted;         /* it is in the history of jumps */
	char *text;         /* of the search before, owned; or NULL */
};

enum { JUMPS_MAX = 100 };

struct jump_stack {
	struct visit visits[JUMPS_MAX];
	size_t count;
};

/* A place in the history of jumps, by name. */
struct kept_jump {
	char *post, *comment; /* owned; comment: or NULL */
	struct visit visit;   /* its ids are those of the library, once they are found */
};

/* What is to be found again after the sources were read anew: by name, see reload.c. */
struct resume {
	bool waiting, arrived;  /* there is something to be found; the place was */
	char *post, *comment;   /* owned; or NULL */
	char *root;             /* where the thread was to begin; owned, or NULL */
	struct visit visit;     /* its ids are those before */
	bool time_order;
	struct limit limit;     /* owned */
	char *voice;            /* the comment that was limited to its exchange; owned, or NULL */
	char *search, *grep;    /* what was searched for; owned, or NULL */
	bool grep_wanted, searches_back;
	bool by_state;          /* the place is one that the reading state has */
	struct kept_jump *jumps; /* back, then forward; owned */
	size_t back_count, jump_count;
	char **folded;          /* names of comments, sorted; owned */
	size_t folded_count;
};

/* Words of the threads that were shown. */
struct minutes {
	uint32_t *words;      /* by comment, and one more: 0 is not counted; owned */
	uint32_t room;        /* comments */
	uint32_t thread_hash; /* of the outline that is counted */
	uint32_t count;       /* items of that */
	uint32_t counted;     /* of them */
	struct word_count count_so_far; /* of the next one, up to this byte of its body */
	size_t at;
	/* What is unread of the thread, when summed: as of a number of changes. */
	bool summed;
	uint32_t read_changes;
	uint64_t unread_words;
};

enum save_part { SAVE_POST, SAVE_THREAD, SAVE_BOTH, SAVE_TAGGED };

/* What the panes were measured for. */
struct measured {
	post_id post;
	uint32_t thread_hash;
	size_t posts; /* in the list */
	int cols, rows;
};

struct session {
	struct reader_opts opts;
	struct library *lib;
	struct term *term;
	struct config *config;        /* opts.config, or own_config */
	struct config own_config;
	char *config_errors;          /* sentences, one per line; owned, or NULL */
	struct looks looks;

	struct bodies *bodies;
	struct folds folds;
	struct folds levelled;        /* comments that the setting fold-level was applied to */
	struct post_list list;
	struct post_body body;
	struct thread_view thread;
	struct finder finder;
	bool searches_back;           /* n goes back */
	struct titles titles;
	struct grep grep;
	struct references references;
	struct limit limit;           /* of the thread; without text: none */
	struct limit_posts limited;   /* what it wants of each post */
	bool limit_of_list;           /* it was asked for in the list */
	size_t limit_given_up;        /* texts that took its patterns too long, and were told of */
	struct folds tags;            /* comments to be saved, copied, piped */
	comment_id peek;              /* shown over the thread, 0 = none */
	/* What the search has looked through. */
	comment_id searched_root;
	bool searched_limited;
	struct visit *visits;         /* of posts that were not left at their start */
	size_t visit_count, visit_cap;

	struct jump_stack back, forward;
	size_t rooted_at;             /* how many jumps there were when the root was chosen */

	struct state *state;          /* opts.state, or own_state */
	struct state *own_state;      /* or NULL */
	bool state_waits;             /* for the first posts to be on the screen */
	struct news news;             /* the same, as panes ask for it */
	char *trouble;                /* the last one with the state; owned, or NULL */
	comment_id reading;           /* the current comment of the focused thread, or 0 */
	comment_id kept_unread;       /* leaving it does not mean that it was read */
	struct minutes minutes;
	struct activity activities[8]; /* of threads that were shown, by their post */
	struct stats stats;           /* of the whole library, once asked for */
	bool place_wanted;            /* the place of the last visit may still come */
	bool was_sent;                /* by --goto */
	uint32_t sorted_rows;         /* so many there were when the list was sorted */
	bool settling;                /* what is known of comments is being looked up */
	bool unsaved;
	int64_t save_at_ms;           /* 0: not planned */

	struct frame frame;
	struct measured measured;
	struct frame_wish wish;       /* focus, zoom */
	const struct page *page;      /* shown instead of the panes; NULL: the panes */
	struct sheet_view sheet;      /* of the page */
	int sheet_cols;               /* that it was filled for */
	struct image_view image;      /* of the page of an image */
	char **urls;                  /* of the page of links: tag n is urls[n - 1]; owned */
	size_t url_count;

	bool pasting;                 /* what comes was pasted: it is text, never a command */
	/* Keys so far of a command. */
	struct key_sequence typed;
	uint32_t count;
	bool has_count;

	struct buf message;           /* shown until the next key; clean text */
	enum face message_face;
	bool next_post_asked;         /* Space has been pressed at the end of the thread */

	const struct prompt_use *prompting; /* NULL: no prompt */
	struct prompt prompt;
	struct candidates candidates;
	struct history command_history, search_history, file_history, limit_history, pipe_history;
	struct question question;
	struct search_origin origin;
	enum save_part save_part;
	uint32_t asked_link;          /* whether to open that one */
	char *save_path;              /* while asked whether to overwrite; owned */

	struct resume resume;
	char *goto_address;           /* not reached yet; owned, or NULL */
	bool loading;                 /* sources are read, or linked behind that */
	bool stopped;                 /* the user did not want all of them */
	bool stepped;                 /* the library may have changed since session_catch_up */
	bool ended;
	int status;                   /* exit status */
};

/* ---- session.c ---- */

/* Takes up, and gives up, what hangs on the library: views, state, jumps, search. */
void session_open_library(struct session *s);
void session_close_library(struct session *s);
/* The same for all but the state, which is of the sources. */
void session_open_views(struct session *s);
void session_close_views(struct session *s);
/* Takes what was loaded meanwhile. */
void session_catch_up(struct session *s);
/* Everything was read: says so where something was lost. */
void session_loaded(struct session *s);
/* Makes the panes fit the screen, the focus and the zoom. */
void session_arrange(struct session *s);
void session_focus(struct session *s, enum pane pane);
/* Lists what there is to be listed now. */
void session_refresh_list(struct session *s);
/* Shows the current post of the list in the other panes. */
void session_show_post(struct session *s);
void session_say(struct session *s, const char *format, ...) __attribute__((format(printf, 2, 3)));
void session_complain(struct session *s, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* enum scope bit of what has the keys. */
unsigned session_scope(const struct session *s);
/* The comment that commands are about; 0 outside of the thread. */
comment_id session_comment(const struct session *s);
/* Is that one a stub, of which neither author nor text may be shown? */
bool session_on_stub(const struct session *s);
/* Goes to an address; false when there is no such thing (yet). */
bool session_goto(struct session *s, struct span address);
/* Says what of an address that leads nowhere is not there. */
void session_complain_of_address(struct session *s, struct span address);

/* ---- cmd_config.c ---- */

/* What was set shows from now on. */
void config_apply(struct session *s);
/* Everything is laid out anew; what is read stays where it is. */
void session_lay_out_anew(struct session *s);
/* Says the first thing that is wrong in the config file; the messages have all. */
void config_complain(struct session *s);

/* ---- dispatch.c ---- */

void session_key(struct session *s, struct key key);
void session_prompt(struct session *s, const struct prompt_use *use, const char *text,
    struct history *history);
/* The question is shown as a message. */
void session_ask(struct session *s, const char *keys, void (*answer)(struct session *s, char key));
/* Runs a command where it may be run; else says why not. */
void session_run(struct session *s, const struct command *command, const struct call *call);

/* ---- screen.c ---- */

void session_draw(struct session *s);

/* ---- cmd_search.c ---- */

/* Looks for hits for a while; false when there was nothing to do.  *wanted: the first is
 * waited for. */
bool search_step(struct session *s, size_t bytes, bool *wanted);
/* The thread has changed, or another post is shown. */
void search_again(struct session *s);
/* How many hits the items from one to before another have. */
uint32_t search_hits_among(void *session, uint32_t from, uint32_t to);

/* Searches for a pattern in a post, from a comment (0: its body) on; not forward: from
 * its end back. */
void search_in_post(struct session *s, post_id post, comment_id comment, const char *text,
    bool forward);

/* ---- cmd_limit.c ---- */

/* Looks for comments that the limit wants for a while, and shows them when all are known;
 * false when there was nothing to do. */
bool limit_work(struct session *s, size_t bytes);
/* What is new is another now: the limit is looked for anew. */
void limit_news_changed(struct session *s);
void limit_lift(struct session *s);
/* Texts that its patterns have taken too long for. */
size_t limit_given_up(const struct session *s);
/* The thread has changed. */
void limit_follow(struct session *s);
/* Another post is about to be shown: what is asked of a comment alone is asked there, too. */
void limit_other_post(struct session *s);
/* The comment that the thread was limited to the exchange of; 0: it was not. */
comment_id limit_voice(const struct session *s);
/* Limits it to that exchange. */
void limit_to_voice(struct session *s, comment_id comment);
/* Lifts the limit; what is returned asks for the same of any library, and is the caller's.
 * An exchange is one of comments that are there: of it nothing is left. */
struct limit limit_take(struct session *s);

/* ---- limit_list.c ---- */

/* Counts for a while what the limit wants of all posts; false when there was nothing to do. */
bool limit_list_work(struct session *s, size_t bytes);
/* False when it was not going on. */
bool limit_list_stop(struct session *s);
/* Posts in the list of which the limit wants something, as far as is known. */
size_t limit_list_count(const struct session *s);
/* Goes to the next post of the list of which the limit wants something, or the one before. */
void limit_list_go(struct session *s, bool forward);

/* ---- cmd_link.c ---- */

/* Asks whether to open link n of the current text. */
void link_ask(struct session *s, uint32_t n);

/* ---- texts.c ---- */

/* What commands are about: the tagged comments of the post, else the current one, else the
 * post; false when there is no text to be had. */
bool texts_add(const struct session *s, int cols, struct buf *out);
/* How many comments of the post are tagged. */
uint32_t texts_tagged(const struct session *s);

/* ---- peek.c ---- */

/* Takes a key while an ancestor is peeked at. */
void peek_key(struct session *s, struct key key);
/* Draws it over the pane of the thread, out of the way of the current comment's row. */
void peek_draw(struct session *s, const struct canvas *pane, int cursor_row);

/* ---- reading.c ---- */

/* By the user's clock. */
int64_t reading_clock_s(const struct session *s);
void reading_open(struct session *s);
/* After a screen: what has waited for the first one may begin; false when nothing has. */
bool reading_start(struct session *s);
/* Saves all; a sentence about what is wrong goes to standard error. */
void reading_close(struct session *s);
/* Takes what was loaded meanwhile. */
void reading_catch_up(struct session *s);
/* Looks up for a while what is known of comments; false when there was nothing to do. */
bool reading_step(struct session *s, bool *changed);
/* Goes to the place of the last visit, when that is there and wanted. */
void reading_return(struct session *s);
/* What is current before a key is what the reader has before the eyes, however it came there. */
void reading_note_current(struct session *s);
/* A key was answered: what was current and is no more was read. */
void reading_follow(struct session *s, const struct visit *before);
/* Visible items from one to before another were scrolled past. */
void reading_passed(struct session *s, uint32_t from, uint32_t to);
void reading_set(struct session *s, uint32_t item, bool read);
/* There is something to be saved. */
void reading_changed(struct session *s);
/* Saves when it is time to; returns after how many milliseconds to call again, -1 = when
 * something has changed. */
int64_t reading_save(struct session *s, int64_t now_ms);
/* When the library was read before, by the user's clock; no date: never. */
struct date reading_last_visit(const struct session *s);
/* The place now, and what a kept place stands for. */
struct place reading_place(const struct session *s);
struct visit reading_visit_of(const struct place *place);
/* Keeps the place in the current post. */
void reading_note_place(struct session *s);
/* The place that was kept for a post; false when there is none. */
bool reading_place_in(const struct session *s, post_id post, struct visit *visit);

/* ---- reload_jumps.c ---- */

void resume_keep_jumps(const struct session *s, struct resume *r);
void resume_release_jumps(struct resume *r);
/* Everything is read: the history of jumps is as it was. */
void resume_jumps(struct session *s);

/* ---- moved_posts.c ---- */

/* Posts have got other ids meanwhile: see library_take_moves().  What is read stays there. */
void session_follow_moves(struct session *s);

/* ---- reload.c ---- */

/* What a comment, or a post (comment 0), is called whatever library it is in; owned. */
char *reload_name(const struct library *lib, post_id post, comment_id comment);
/* Takes what is searched for, and what the thread is limited to. */
void resume_keep_wishes(struct session *s, struct resume *r);

/* More was loaded: goes to where the reader was before, when that is there. */
void resume_step(struct session *s);
void resume_release(struct resume *r);
/* Reads the sources when what the cache had of them turns out to be damaged. */
bool reload_if_damaged(struct session *s);

/* ---- long_texts.c ---- */

/* Reads on for a while in texts that were looked at; false when there was nothing to do. */
bool long_texts_step(struct session *s, size_t bytes, bool *changed);

/* ---- minutes.c ---- */

/* Counts words for a while; false when there was nothing to do. */
bool minutes_step(struct session *s, size_t bytes);
/* What the unread comments of the thread take to read; 0 when it is not known, or nothing. */
uint32_t minutes_left(struct session *s);
void minutes_release(struct minutes *m);

/* ---- cmd_stats.c ---- */

/* Counts for a while for the page that shows it; false when there was nothing to do. */
bool stats_work(struct session *s, size_t bytes);

/* ---- jumps.c ---- */

struct visit session_here(const struct session *s);
/* False when the post is not in the list. */
bool session_return(struct session *s, const struct visit *visit);
/* The session has jumped away from there. */
void jumps_note(struct session *s, const struct visit *from);
/* Takes a place from one stack and goes there, leaving this one on the other. */
bool jumps_go(struct session *s, struct jump_stack *from, struct jump_stack *to);

/* ---- page.c ---- */

void page_open(struct session *s, const struct page *page);
void page_close(struct session *s);
/* Lines were added at the end. */
void page_grown(struct session *s);
/* Fills the page anew for the width of the screen; what was at the top stays there. */
void page_refit(struct session *s);
/* The same for the same width: there is other text. */
void page_fill_anew(struct session *s);
int page_cols(const struct session *s);
/* Where the page is. */
struct rect page_area(const struct session *s);
/* Adds a line that was put together in a buf, which is emptied. */
void page_add(struct session *s, struct buf *words, enum face face, int indent_cols);
/* Adds keys, and from a column on what they do: max_cols, or a third of a narrow page. */
void page_add_keys(struct session *s, const struct buf *keys, int max_cols, const char *words);
void page_add_tagged(struct session *s, struct buf *words, enum face face, int indent_cols,
    uint32_t tag);

/* ---- cmd_image.c ---- */

void image_release(struct session *s);

/* ---- candidates.c ---- */

/* The next candidate for the text in the prompt, or the one before. */
void candidates_step(struct session *s, bool forward);
void candidates_forget(struct candidates *c);

/* ---- complete.c ---- */

void complete_command(const struct session *s, struct span text, struct buf *out);
void complete_path(const struct session *s, struct span text, struct buf *out);
/* The longest text that all lines start with. */
struct span common_start(struct span lines);

#endif
