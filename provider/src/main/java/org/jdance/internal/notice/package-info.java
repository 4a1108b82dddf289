/** Brings what servers tell of changes to the near caches of this JVM. */
@NullMarked
package org.jdance.internal.notice;

import org.jspecify.annotations.NullMarked;
