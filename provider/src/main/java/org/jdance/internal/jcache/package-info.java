/** The javax.cache facade: argument and closed checks, managers, iterators and management beans. */
@NullMarked
package org.jdance.internal.jcache;

import org.jspecify.annotations.NullMarked;
