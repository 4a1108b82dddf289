/** One server each, bytes only: the interface that every kind of node implements, its outcomes, failures and capabilities. */
@NullMarked
package org.jdance.internal.node;

import org.jspecify.annotations.NullMarked;
