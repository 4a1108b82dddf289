/** The node of a Sharedance server: store, fetch and delete, one connection each. */
@NullMarked
package org.jdance.internal.node.sharedance;

import org.jspecify.annotations.NullMarked;
