/** A rate limit that several processes share, by Bucket4j on a cache of JDance. */
@NullMarked
package org.jdance.samples.bucket4j;

import org.jspecify.annotations.NullMarked;
