/**
 * The public types of JDance, a JCache (JSR-107) provider.
 *
 * <p>Applications need none of them: {@code Caching.getCachingProvider()} finds the provider. They are reached through {@code unwrap} where
 * JDance offers more than the specification does.
 *
 * <p>On the module path an application's module says {@code uses javax.cache.spi.CachingProvider;}, or {@code requires org.jdance;} if it names
 * these types. With neither, the JVM leaves the provider out: {@code cache-api} has no module descriptor that could ask for it.
 */
@NullMarked
package org.jdance;

import org.jspecify.annotations.NullMarked;
