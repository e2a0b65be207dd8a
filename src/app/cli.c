#include "config.h"

#include "moot/base/xalloc.h"
