#include "config.h"

#include "moot/model/model.h"
