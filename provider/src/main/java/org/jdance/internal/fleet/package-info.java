/** From configuration to a running fleet: its nodes, its view, and the stores of caches on it. */
@NullMarked
package org.jdance.internal.fleet;

import org.jspecify.annotations.NullMarked;
