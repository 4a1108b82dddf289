/** A small program that uses a cache through {@code javax.cache} alone, and so runs on any JCache provider of the class path. */
@NullMarked
package org.jdance.samples.quickstart;

import org.jspecify.annotations.NullMarked;
