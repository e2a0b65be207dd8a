#include "config.h"

#include "layout/layout_priv.h"

void flow_table(struct flow *f, uint32_t table)
{
	flow_nodes(f, table + 1, f->tree->nodes[table].end);
}
