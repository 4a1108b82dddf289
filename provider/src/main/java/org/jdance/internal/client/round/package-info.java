/** Writes to one node of what another may have written already. */
@NullMarked
package org.jdance.internal.client.round;

import org.jspecify.annotations.NullMarked;
