package org.jdance.internal.node.memcached;

import org.jdance.internal.node.NodeToken;

/**
 * The number that the server gave to a write. It is of use on the connection that told it only: after a restart the server counts from one again, and
 * only the connection's end tells of that for certain.
 */
record MemcachedToken(Session session, long number) implements NodeToken {}
