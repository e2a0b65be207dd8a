#include "config.h"

#include "moot/term/term.h"
