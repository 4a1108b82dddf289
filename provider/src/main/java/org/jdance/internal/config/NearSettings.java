package org.jdance.internal.config;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * The near cache of one cache. Exactly one of the two bounds is there.
 *
 * @param maxEntries how many entries it keeps at most
 * @param maxWeight how many bytes its entries may have, as they are stored
 * @param maxStaleness how old an answer may be when notices of change do not come
 */
public record NearSettings(OptionalLong maxEntries, OptionalLong maxWeight, Duration maxStaleness) {}
