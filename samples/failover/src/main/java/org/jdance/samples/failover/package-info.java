/** A program that kills a server under its own cache and counts what that costs. For the cache it uses {@code javax.cache} alone. */
@NullMarked
package org.jdance.samples.failover;

import org.jspecify.annotations.NullMarked;
