/* A config file of any bytes: it is read, and what it has set is printed in a form that
 * reads without complaint and prints the same again. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/config_file.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf errors = BUF_INIT, printed = BUF_INIT, again = BUF_INIT;
	struct config c, d;

	config_init(&c);
	config_parse(&c, span_of((const char *)data, size), "config", &errors);
	config_print(&c, "", &printed);
	buf_clear(&errors);
	config_init(&d);
	config_parse(&d, SPAN_LIT("unbind all"), "none", &errors);
	config_parse(&d, buf_span(&printed), "printed", &errors);
	config_print(&d, "", &again);
	if (errors.len || strcmp(buf_str(&printed), buf_str(&again)) != 0)
		abort();
	config_release(&c);
	config_release(&d);
	buf_release(&errors);
	buf_release(&printed);
	buf_release(&again);
	return 0;
}
