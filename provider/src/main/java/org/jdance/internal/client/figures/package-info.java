/** What a client of a fleet counts while it works, for those who watch it. */
@NullMarked
package org.jdance.internal.client.figures;

import org.jspecify.annotations.NullMarked;
