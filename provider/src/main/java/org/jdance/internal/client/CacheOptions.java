package org.jdance.internal.client;

import java.time.Duration;

/**
 * What the configuration says of one cache on a fleet.
 *
 * @param timeout the deadline of one operation
 * @param policy what happens when no copy can be reached
 * @param maxValueBytes the largest value in bytes, beside the servers' own limits
 */
public record CacheOptions(Duration timeout, FailurePolicy policy, int maxValueBytes) {}
