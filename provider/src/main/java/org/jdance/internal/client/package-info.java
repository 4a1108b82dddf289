/** The redundant client: the entries of a cache on more than one server, behind the interface that every store has. */
@NullMarked
package org.jdance.internal.client;

import org.jspecify.annotations.NullMarked;
