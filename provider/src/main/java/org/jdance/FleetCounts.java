package org.jdance;

/**
 * What one JVM has counted on a fleet since it was opened, over all caches of the namespace; only the two numbers of what is remembered now go down
 * again.
 *
 * @param fallbackReads reads that another copy answered because the first choice failed
 * @param fills entries that this JVM copied to servers that came back
 * @param repairs copies that were brought up to date because they differed from the one that decides
 * @param undecodableValues bytes under an entry's key that are not that entry; each counts as absent
 * @param staleReadsRefused replies that did not count, because the server had another view of the fleet than the request was made under
 * @param droppedWrites writes, removals and clearings that no copy could be given, under failure policy {@code miss} or {@code bypass}
 * @param deliveredWrites dropped ones that were delivered later
 * @param discardedWrites dropped ones that need not be delivered any more, or were more than is remembered
 * @param rememberedWrites dropped writes and removals that wait for delivery now, at most 16,384
 * @param rememberedBytes about how much memory they take, at most 8 MiB
 * @param unknownOutcomes operations that ended with an {@link OutcomeUnknownException}, or would have if they had not been dropped
 * @param viewChanges changes of the fleet's view that this JVM made or heard of
 */
public record FleetCounts(
    long fallbackReads,
    long fills,
    long repairs,
    long undecodableValues,
    long staleReadsRefused,
    long droppedWrites,
    long deliveredWrites,
    long discardedWrites,
    long rememberedWrites,
    long rememberedBytes,
    long unknownOutcomes,
    long viewChanges) {}
