/** How objects are taken apart and made again as serialization defines it, for all who do so field by field. */
@NullMarked
package org.jdance.internal.serial.fields;

import org.jspecify.annotations.NullMarked;
