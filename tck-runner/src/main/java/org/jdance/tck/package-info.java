/** The table of the TCK's results, one row for each topology, which fails the build on anything but all passed. */
@NullMarked
package org.jdance.tck;

import org.jspecify.annotations.NullMarked;
