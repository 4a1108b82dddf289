/** Bytes on sockets: endpoints, pipelined connections, their limits, TLS. Knows no protocol and no entries. */
@NullMarked
package org.jdance.internal.transport;

import org.jspecify.annotations.NullMarked;
