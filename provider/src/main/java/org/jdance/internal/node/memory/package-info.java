/** A node in memory, with a server whose faults are commanded: for tests and the simulation. */
@NullMarked
package org.jdance.internal.node.memory;

import org.jspecify.annotations.NullMarked;
