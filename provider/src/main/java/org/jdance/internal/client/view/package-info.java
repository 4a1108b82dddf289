/** Which servers are trusted now: the view that all clients of a fleet share, and how one client keeps up with it. */
@NullMarked
package org.jdance.internal.client.view;

import org.jspecify.annotations.NullMarked;
