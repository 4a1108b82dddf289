/** Effects: the update loop, the read path, locks, calls of user code, events and statistics. */
@NullMarked
package org.jdance.internal.semantics.run;

import org.jspecify.annotations.NullMarked;
