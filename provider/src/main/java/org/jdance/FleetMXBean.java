package org.jdance;

import java.util.Map;

/**
 * A fleet in JMX: {@code org.jdance:type=Fleet,namespace="...",nodes="..."}, while a cache of this JVM or {@link JDanceCacheManager#fleet()} uses it. A
 * second fleet of the same namespace and servers, with other credentials or times, has {@code ,instance=2} behind that.
 *
 * <p>The figures are those of {@link FleetStatus}; the maps are by the server's name.
 */
public interface FleetMXBean {

  /** The namespace. */
  String getNamespace();

  /** On how many servers each entry is. */
  int getCopies();

  /** {@code UP}, {@code OUT} or {@code COLD} of each server. */
  Map<String, String> getNodeStates();

  /** The number of each server's life. */
  Map<String, String> getNodeIncarnations();

  /** Whether each server has answered this JVM since it last failed. */
  Map<String, Boolean> getNodesAnswering();

  /** How long one of the last replies of each server took, in microseconds. */
  Map<String, Long> getNodeLatencyMicros();

  /** Requests that each server has not answered yet. */
  Map<String, Integer> getNodeRequestsInFlight();

  /** Requests to each server that failed. */
  Map<String, Long> getNodeErrors();

  /** Entries copied so far to each server that this JVM is filling. */
  Map<String, Long> getNodesBeingFilled();

  /** {@link FleetCounts#fallbackReads}. */
  long getFallbackReads();

  /** {@link FleetCounts#fills}. */
  long getFills();

  /** {@link FleetCounts#repairs}. */
  long getRepairs();

  /** {@link FleetCounts#undecodableValues}. */
  long getUndecodableValues();

  /** {@link FleetCounts#staleReadsRefused}. */
  long getStaleReadsRefused();

  /** {@link FleetCounts#droppedWrites}. */
  long getDroppedWrites();

  /** {@link FleetCounts#deliveredWrites}. */
  long getDeliveredWrites();

  /** {@link FleetCounts#discardedWrites}. */
  long getDiscardedWrites();

  /** {@link FleetCounts#rememberedWrites}. */
  long getRememberedWrites();

  /** {@link FleetCounts#rememberedBytes}. */
  long getRememberedBytes();

  /** {@link FleetCounts#unknownOutcomes}. */
  long getUnknownOutcomes();

  /** {@link FleetCounts#viewChanges}. */
  long getViewChanges();
}
