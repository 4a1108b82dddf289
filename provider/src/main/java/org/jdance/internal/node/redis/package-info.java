/** Nodes of Redis and Valkey: RESP3, scripts for what must be one step, and the server's states in sentences. */
@NullMarked
package org.jdance.internal.node.redis;

import org.jspecify.annotations.NullMarked;
