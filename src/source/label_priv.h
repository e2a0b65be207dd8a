/* The character set that a document declares about itself. */
#ifndef SOURCE_LABEL_PRIV_H
#define SOURCE_LABEL_PRIV_H

#include "moot/base/span.h"

/* The value of encoding= in an XML declaration or of charset= in an HTML meta
 * element within head, or SPAN_NONE.  It holds letters, digits and .:_- only. */
struct span label_find(struct span head);

#endif
