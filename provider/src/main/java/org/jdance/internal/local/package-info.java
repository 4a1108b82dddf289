/** The embedded in-process store. */
@NullMarked
package org.jdance.internal.local;

import org.jspecify.annotations.NullMarked;
