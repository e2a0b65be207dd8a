/* Text on a terminal that shows ASCII only. */
#ifndef TERM_ASCII_PRIV_H
#define TERM_ASCII_PRIV_H

#include <stdint.h>

/* What stands for the character in one column: never a control, '?' when nothing does. */
char ascii_stand_in(uint32_t ch);

#endif
