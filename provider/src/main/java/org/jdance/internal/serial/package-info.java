/** Objects to bytes and back, and which classes may be read; copies of objects are in {@code copy}. */
@NullMarked
package org.jdance.internal.serial;

import org.jspecify.annotations.NullMarked;
