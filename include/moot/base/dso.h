/* Outside libraries that are loaded when they are first needed.
 *
 * What a program is linked with is loaded before its first line, with all that it needs in
 * turn: half a millisecond for SQLite, nearly two for libxml2 with ICU and C++ behind it,
 * where moot itself takes one.  The first screen does without most of them.
 *
 * What is used of a library is a list of its functions.  Of that the macros make a struct
 * of pointers, each of the type that the library's header gives the function, and a table
 * of the names that they are looked up by:
 *
 *	#define FUNCTIONS(F) F(json_loadb) F(json_delete)
 *
 *	static struct { FUNCTIONS(DSO_POINTER) } jansson;
 *	static struct dso dso = DSO(JANSSON_SONAME, jansson, FUNCTIONS);
 *
 *	if (dso_load(&dso, &why))
 *		root = jansson.json_loadb(text.p, text.len, 0, &error);
 *
 * The sonames come from configure, which asks the libraries that it has found: what is
 * loaded is what would have been linked.  Where it cannot, or is told --disable-dlopen, the
 * libraries are linked as ever, and the tables hold their addresses.
 */
#ifndef MOOT_BASE_DSO_H
#define MOOT_BASE_DSO_H

#include <stdbool.h>
#include <stddef.h>

typedef void dso_function(void); /* of whatever type it is */

struct dso_row {
	const char *name;      /* NULL after the last */
	dso_function *address; /* where the libraries are linked; else NULL */
};

struct dso {
	const char *soname;
	void *pointers;        /* a struct of one for each row, in their order */
	const struct dso_row *rows;
	void *handle;
	char *error;           /* why it cannot be loaded; that is not tried again */
};

#ifdef HAVE_DLOPEN
#define DSO_ADDRESS(function) NULL
#else
#define DSO_ADDRESS(function) (dso_function *)(function)
#endif
#define DSO_STRING(token) #token
#define DSO_POINTER(function) __typeof__(function) *(function);
#define DSO_ROW(function) { DSO_STRING(function), DSO_ADDRESS(function) },
#define DSO(soname, pointers, FUNCTIONS) \
	{ soname, &(pointers), (const struct dso_row[]){ FUNCTIONS(DSO_ROW) { NULL, NULL } }, \
		NULL, NULL }

/* False with *error, which says what is missing and stays as it is: none of the functions
 * may be called.  What is loaded stays until the program ends. */
bool dso_load(struct dso *dso, const char **error);

#endif
