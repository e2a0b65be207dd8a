#include "config.h"

#include "moot/export/export.h"
