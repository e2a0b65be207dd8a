/* Linking: phases, one after the other, each taken in steps, so that whoever reads meanwhile
 * does not wait for all of it.  Most of it has been done before, as facts arrived
 * (library_link_new() in link_rows.c); what is left for the end is what needs to know
 * everything: posts that are named by title, merging, stand-ins. */
#include "config.h"

#include <stdlib.h>

#include "model/library_priv.h"

/* ---- threads ---- */

/* When sources are many, what they say of their dates may have changed any order. */
static bool is_to_be_laid_out(struct library *lib, post_id post, bool final)
{
	if (final && library_source_count(lib) > 1)
		return true;
	return model_post_link(lib, post)->changed && (final || model_is_due(lib, post));
}

static size_t lay_out_next(struct library *lib, struct link_job *job)
{
	post_id post = (post_id)++job->at;

	if (post >= lib->post_len)
		return 0;
	if (!is_to_be_laid_out(lib, post, job->final))
		return 1;
	model_lay_out(lib, post, job->diags, job->final);
	return 1 + lib->posts[post].thread_len;
}

/* ---- the job ---- */

static const struct {
	link_phase_fn *step;
	bool only_final;
} phases[] = {
	{ model_name_author, false },
	{ model_take_row, false },
	{ model_index_post_name, false },
	{ model_index_comment_name, false },
	{ model_link_post, false },
	{ model_order_posts, true },
	{ model_place_unplaced, false },
	{ model_guess_post, false },
	{ model_place_late, true },
	{ model_merge_copy, true },
	{ lay_out_next, false },
	{ model_sort_threads, true },
};

enum { PHASES = sizeof phases / sizeof *phases };

static void release_job(struct link_job *job)
{
	model_post_names_free(job->names);
	model_copies_free(job->copies);
	free(job->sorted);
	*job = (struct link_job){ 0 };
}

void model_linked_release(struct linked *l)
{
	release_job(&l->job);
	hash_release(&l->ids);
	hash_release(&l->guesses);
	free(l->posts);
	free(l->unplaced.rows);
	free(l->late.rows);
	*l = (struct linked){ 0 };
}

static void start_job(struct library *lib, struct diags *diags, bool final)
{
	struct linked *l = &lib->linked;

	if (l->stale || l->rows == 0 || (final && l->guess_count))
		model_link_anew(lib);
	l->job = (struct link_job){ .running = true, .final = final, .diags = diags,
		.has_guesses = l->guess_count > 0 };
}

/* Posts that came late may have let rows in before others of the same id.  Now that all are
 * known, another pass takes the rows in their order. */
static void next_phase(struct library *lib, struct link_job *job)
{
	bool starts_again = phases[job->phase].step == model_place_unplaced && job->final &&
	    lib->linked.disordered;

	job->at = 0;
	job->phase = starts_again ? 0 : job->phase + 1;
	if (starts_again)
		model_link_anew(lib);
}

static void end_job(struct library *lib)
{
	struct linked *l = &lib->linked;
	bool final = l->job.final;

	model_number_posts(lib);
	release_job(&l->job);
	if (final) {
		lib->reported_comments = lib->comment_len;
		model_linked_release(l);
	}
	lib->dirty = false;
}

bool library_link_step(struct library *lib, struct diags *diags, bool final, size_t rows)
{
	struct link_job *job = &lib->linked.job;
	size_t spent = 0;

	if (!job->running)
		start_job(lib, diags, final);
	while (job->phase < PHASES && spent < rows) {
		size_t cost = !job->final && phases[job->phase].only_final
		    ? 0 : phases[job->phase].step(lib, job);

		spent += cost;
		if (!cost)
			next_phase(lib, job);
	}
	if (job->phase < PHASES)
		return true;
	end_job(lib);
	return false;
}

void library_link(struct library *lib, struct diags *diags, bool final)
{
	if (lib->linked.job.running && lib->linked.job.final != final)
		library_link(lib, diags, lib->linked.job.final);
	while (library_link_step(lib, diags, final, SIZE_MAX))
		continue;
}
