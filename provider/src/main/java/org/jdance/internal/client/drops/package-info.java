/** What this JVM could not write while no copy was reachable: remembered within bounds, until it can be delivered. */
@NullMarked
package org.jdance.internal.client.drops;

import org.jspecify.annotations.NullMarked;
