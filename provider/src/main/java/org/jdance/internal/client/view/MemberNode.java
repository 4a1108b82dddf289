package org.jdance.internal.client.view;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeException;

/**
 * The connection to one node of the view, and how it has done lately: a circuit breaker that is closed, open for a while after a failure, and
 * half open when that while is over.
 */
public final class MemberNode {

  private static final Duration FIRST_BREAK = Duration.ofMillis(50);
  private static final Duration LONGEST_BREAK = Duration.ofSeconds(1);

  /** A reply that did not come although there was less time than this says little about the node. */
  static final long LEAST_PATIENCE_NANOS = Duration.ofMillis(20).toNanos();

  private static final long SAMPLE_EVERY_NANOS = Duration.ofMillis(200).toNanos();

  /** So many such replies in a row say enough. */
  static final int MAX_HASTY = 5;

  private final Node node;
  private final TimeSource time;
  private volatile boolean open;
  private volatile long openUntil;
  private volatile long failedSince;
  private volatile long lastBreakNanos;
  private final AtomicInteger hasty = new AtomicInteger();
  private final LongAdder errors = new LongAdder();

  /** Races between threads only spoil one sample. */
  private volatile long sampledAt;

  private volatile long latencyNanos;

  MemberNode(Node node, TimeSource time) {
    this.node = node;
    this.time = time;
    this.sampledAt = time.nanos() - SAMPLE_EVERY_NANOS;
  }

  /** The node itself. */
  public Node node() {
    return node;
  }

  /** Whether it failed so recently that another try is not worth the wait. */
  public boolean isBroken() {
    return open && time.nanos() - openUntil < 0;
  }

  /** Whether it failed and has not answered since. */
  boolean hasFailed() {
    return open;
  }

  /** Whether a failure says something about the node, and not only about an operation whose deadline was near. */
  boolean isTold(NodeException failure, long patienceNanos) {
    return failure.kind() != NodeException.Kind.TIMEOUT || patienceNanos >= LEAST_PATIENCE_NANOS || hasty.incrementAndGet() > MAX_HASTY;
  }

  /** Whether it has failed so long ago, and not answered since. */
  boolean hasFailedFor(long nanos) {
    return open && time.nanos() - failedSince >= nanos;
  }

  void failed() {
    if (!open) {
      failedSince = time.nanos();
    }
    long next = open ? Math.min(2 * lastBreakNanos, LONGEST_BREAK.toNanos()) : FIRST_BREAK.toNanos();
    lastBreakNanos = next;
    openUntil = time.nanos() + next;
    open = true;
  }

  void countError() {
    errors.increment();
  }

  /** How many requests failed. */
  public long errors() {
    return errors.sum();
  }

  /** Whether it has answered since it failed last. */
  public boolean isAnswering() {
    return !open;
  }

  /** How long a reply took that was lately sampled, zero before the first. */
  public long latencyNanos() {
    return latencyNanos;
  }

  /** Looks at the clock a few times a second only. */
  void sample(long sentNanos) {
    if (sentNanos - sampledAt >= SAMPLE_EVERY_NANOS) {
      sampledAt = sentNanos;
      latencyNanos = Math.max(0, time.nanos() - sentNanos);
    }
  }

  void answered() {
    if (open) {
      open = false;
    }
    if (hasty.get() != 0) {
      hasty.set(0);
    }
  }
}
