/** Entries without an envelope, for fleets shared with other kinds of clients. */
@NullMarked
package org.jdance.internal.client.raw;

import org.jspecify.annotations.NullMarked;
