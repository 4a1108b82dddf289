/**
 * The public types of JDance, a JCache (JSR-107) provider.
 *
 * <p>Applications need none of them: {@code Caching.getCachingProvider()} finds the provider. They are reached through {@code unwrap} where
 * JDance offers more than the specification does.
 */
@NullMarked
package org.jdance;

import org.jspecify.annotations.NullMarked;
