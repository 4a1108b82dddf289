package org.jdance.internal.node.memory;

import org.jdance.internal.node.NodeToken;

/**
 * The number of a write, good where it came from only.
 *
 * @param origin the connection, or the server where tokens are good on all its connections
 * @param write the number of the write
 */
record MemoryToken(Object origin, long write) implements NodeToken {}
