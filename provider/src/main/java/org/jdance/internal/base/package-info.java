/** Time, deadlines and argument checks: what every other package may use. */
@NullMarked
package org.jdance.internal.base;

import org.jspecify.annotations.NullMarked;
