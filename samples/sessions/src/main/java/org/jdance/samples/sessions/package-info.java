/** HTTP sessions of a Spring application in a cache on servers, so that it does not matter which process answers a request. */
@NullMarked
package org.jdance.samples.sessions;

import org.jspecify.annotations.NullMarked;
