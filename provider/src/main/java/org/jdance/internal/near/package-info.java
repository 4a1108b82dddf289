/** The near cache: what this JVM read of a remote store a moment ago, as long as it surely has not changed there. */
@NullMarked
package org.jdance.internal.near;

import org.jspecify.annotations.NullMarked;
