/** One request a connection: connect, write, read to the end. Knows no protocol and no entries. */
@NullMarked
package org.jdance.internal.transport.oneshot;

import org.jspecify.annotations.NullMarked;
