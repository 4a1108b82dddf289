/** A small server that speaks the protocol of sharedanced 0.7 and keeps one file per entry. Depends on nothing but the JDK. */
@NullMarked
package org.jdance.sharedance.server;

import org.jspecify.annotations.NullMarked;
