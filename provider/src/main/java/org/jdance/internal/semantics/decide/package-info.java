/** Pure decisions: what an operation wants and what then becomes of the entry. No I/O, lock, clock or log. */
@NullMarked
package org.jdance.internal.semantics.decide;

import org.jspecify.annotations.NullMarked;
