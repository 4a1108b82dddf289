/** Objects to bytes and back, copies of objects, and which classes may be read. */
@NullMarked
package org.jdance.internal.serial;

import org.jspecify.annotations.NullMarked;
