package org.jdance.internal.client.figures;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What one client of a fleet has counted since it began, all its caches together.
 *
 * <p>Counted where something out of the ordinary happens, never for every operation.
 */
public final class FleetFigures {

  /** Reads that another copy than the first choice answered, since the first failed. */
  public final LongAdder fallbackReads = new LongAdder();

  /** Entries that were copied to a server to fill it again. */
  public final LongAdder fills = new LongAdder();

  /** Copies that were brought up to date because they differed from the one that decides. */
  public final LongAdder repairs = new LongAdder();

  /** What was found under an entry's key and is not that entry. */
  public final LongAdder undecodable = new LongAdder();

  /** Replies that did not count, since the server had another view of the fleet. */
  public final LongAdder staleRefused = new LongAdder();

  /** Writes and removals that no copy could be given. */
  public final LongAdder dropped = new LongAdder();

  /** Dropped ones that were delivered later. */
  public final LongAdder delivered = new LongAdder();

  /** Dropped ones that were forgotten, or overtaken by later ones. */
  public final LongAdder discarded = new LongAdder();

  /** Writes of which nobody can tell whether they happened. */
  public final LongAdder unknownOutcomes = new LongAdder();

  /** Views that this client made or followed. */
  public final LongAdder viewChanges = new LongAdder();

  private final Map<String, Long> refills = new ConcurrentHashMap<>();

  /** A server is being filled by this client, which has copied so many entries so far. */
  public void refill(String node, long copied) {
    refills.put(node, copied);
  }

  /** The server is filled, or no longer filled by this client. */
  public void refillEnded(String node) {
    refills.remove(node);
  }

  /** How many entries this client has copied to a server that it is filling, or -1 if it is not. */
  public long refilled(String node) {
    return refills.getOrDefault(node, -1L);
  }
}
