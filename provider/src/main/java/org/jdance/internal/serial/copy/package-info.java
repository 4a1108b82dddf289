/** Private copies of objects for stores that keep objects and work by value. {@code Copier} is the entry point. */
@NullMarked
package org.jdance.internal.serial.copy;

import org.jspecify.annotations.NullMarked;
