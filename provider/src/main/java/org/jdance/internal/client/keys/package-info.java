/** The keys of entries as servers see them. */
@NullMarked
package org.jdance.internal.client.keys;

import org.jspecify.annotations.NullMarked;
