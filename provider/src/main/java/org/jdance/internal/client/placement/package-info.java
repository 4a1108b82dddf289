/** Which nodes of a fleet hold a key: pure functions of the key's bytes and the configured nodes. */
@NullMarked
package org.jdance.internal.client.placement;

import org.jspecify.annotations.NullMarked;
