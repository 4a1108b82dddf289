/** Nodes that are memcached servers, spoken to with meta commands and multi-key gets. */
@NullMarked
package org.jdance.internal.node.memcached;

import org.jspecify.annotations.NullMarked;
