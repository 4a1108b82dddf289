package org.jdance.internal.fleet;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jdance.FleetCounts;
import org.jdance.FleetMXBean;
import org.jdance.NodeStatus;

/** A fleet's figures as JMX wants them. */
final class FleetBean implements FleetMXBean {

  private final Statuses statuses;

  FleetBean(Statuses statuses) {
    this.statuses = statuses;
  }

  @Override
  public String getNamespace() {
    return statuses.status().namespace();
  }

  @Override
  public int getCopies() {
    return statuses.status().copies();
  }

  @Override
  public Map<String, String> getNodeStates() {
    return each(node -> node.state().name());
  }

  @Override
  public Map<String, String> getNodeIncarnations() {
    return each(NodeStatus::incarnation);
  }

  @Override
  public Map<String, Boolean> getNodesAnswering() {
    return each(NodeStatus::answering);
  }

  @Override
  public Map<String, Long> getNodeLatencyMicros() {
    return each(node -> TimeUnit.NANOSECONDS.toMicros(node.latency().toNanos()));
  }

  @Override
  public Map<String, Integer> getNodeRequestsInFlight() {
    return each(NodeStatus::inFlight);
  }

  @Override
  public Map<String, Long> getNodeErrors() {
    return each(NodeStatus::errors);
  }

  @Override
  public Map<String, Long> getNodesBeingFilled() {
    Map<String, Long> filled = each(NodeStatus::refilled);
    filled.values().removeIf(copied -> copied < 0);
    return filled;
  }

  @Override
  public long getFallbackReads() {
    return counts().fallbackReads();
  }

  @Override
  public long getFills() {
    return counts().fills();
  }

  @Override
  public long getRepairs() {
    return counts().repairs();
  }

  @Override
  public long getUndecodableValues() {
    return counts().undecodableValues();
  }

  @Override
  public long getStaleReadsRefused() {
    return counts().staleReadsRefused();
  }

  @Override
  public long getDroppedWrites() {
    return counts().droppedWrites();
  }

  @Override
  public long getDeliveredWrites() {
    return counts().deliveredWrites();
  }

  @Override
  public long getDiscardedWrites() {
    return counts().discardedWrites();
  }

  @Override
  public long getRememberedWrites() {
    return counts().rememberedWrites();
  }

  @Override
  public long getRememberedBytes() {
    return counts().rememberedBytes();
  }

  @Override
  public long getUnknownOutcomes() {
    return counts().unknownOutcomes();
  }

  @Override
  public long getViewChanges() {
    return counts().viewChanges();
  }

  private FleetCounts counts() {
    return statuses.status().counts();
  }

  private <T> Map<String, T> each(Function<NodeStatus, T> what) {
    Map<String, T> all = new TreeMap<>();
    statuses.status().nodes().forEach(node -> all.put(node.name(), what.apply(node)));
    return all;
  }
}
