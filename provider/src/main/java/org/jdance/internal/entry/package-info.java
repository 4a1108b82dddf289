/** What a store holds and the one interface, EntryStore, that all stores share. */
@NullMarked
package org.jdance.internal.entry;

import org.jspecify.annotations.NullMarked;
