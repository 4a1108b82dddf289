package org.jdance;

/**
 * Hears of a fleet's changes: for metrics libraries and operators' tools, without a dependency on any.
 *
 * <p>Registered by {@link JDanceFleet#addListener}. Called by a thread of its own, never under a lock and never by an operation on a cache; one call
 * at a time. What it throws is logged and harms nobody; one that takes long only makes itself and its fellows hear later. Implement what is wanted.
 */
public interface FleetListener {

  /**
   * A server's state is another one, or it is in another life, or it is new in the fleet. Every change that this JVM hears of is told, in order;
   * if more than 1,000 wait, the oldest are left out.
   *
   * @param namespace the namespace of the fleet
   * @param before the server before; of a new one the same as {@code after}
   * @param after the server after
   */
  default void nodeChanged(String namespace, NodeStatus before, NodeStatus after) {}

  /**
   * The fleet with all its figures, about once a second if any of them but latencies and requests in flight is another than at the call before.
   *
   * @param status the fleet now
   */
  default void figuresChanged(FleetStatus status) {}
}
