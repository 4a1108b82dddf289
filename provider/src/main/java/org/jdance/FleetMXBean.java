package org.jdance;

import java.util.Map;

/**
 * A fleet in JMX: {@code org.jdance:type=Fleet,namespace="...",nodes="..."}, while a cache of this JVM or {@link JDanceCacheManager#fleet()} uses it. A
 * second fleet of the same namespace and servers, with other credentials or times, has {@code ,instance=2} behind that.
 *
 * <p>The figures are those of {@link FleetStatus}; the maps are by the server's name.
 */
public interface FleetMXBean {

  /** {@return the namespace} */
  String getNamespace();

  /** {@return on how many servers each entry is} */
  int getCopies();

  /** {@return {@code UP}, {@code OUT} or {@code COLD} of each server} */
  Map<String, String> getNodeStates();

  /** {@return the number of each server's life} */
  Map<String, String> getNodeIncarnations();

  /** {@return whether each server has answered this JVM since it last failed} */
  Map<String, Boolean> getNodesAnswering();

  /** {@return how long one of the last replies of each server took, in microseconds} */
  Map<String, Long> getNodeLatencyMicros();

  /** {@return requests that each server has not answered yet} */
  Map<String, Integer> getNodeRequestsInFlight();

  /** {@return requests to each server that failed} */
  Map<String, Long> getNodeErrors();

  /** {@return entries copied so far to each server that this JVM is filling} */
  Map<String, Long> getNodesBeingFilled();

  /** {@return {@link FleetCounts#fallbackReads}} */
  long getFallbackReads();

  /** {@return {@link FleetCounts#fills}} */
  long getFills();

  /** {@return {@link FleetCounts#repairs}} */
  long getRepairs();

  /** {@return {@link FleetCounts#undecodableValues}} */
  long getUndecodableValues();

  /** {@return {@link FleetCounts#staleReadsRefused}} */
  long getStaleReadsRefused();

  /** {@return {@link FleetCounts#droppedWrites}} */
  long getDroppedWrites();

  /** {@return {@link FleetCounts#deliveredWrites}} */
  long getDeliveredWrites();

  /** {@return {@link FleetCounts#discardedWrites}} */
  long getDiscardedWrites();

  /** {@return {@link FleetCounts#rememberedWrites}} */
  long getRememberedWrites();

  /** {@return {@link FleetCounts#rememberedBytes}} */
  long getRememberedBytes();

  /** {@return {@link FleetCounts#unknownOutcomes}} */
  long getUnknownOutcomes();

  /** {@return {@link FleetCounts#viewChanges}} */
  long getViewChanges();
}
