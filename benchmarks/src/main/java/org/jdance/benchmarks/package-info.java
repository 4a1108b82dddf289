/** Measures JDance beside other caches: one JVM per cache, interleaved rounds, ratios to a baseline of the same round. */
@NullMarked
package org.jdance.benchmarks;

import org.jspecify.annotations.NullMarked;
