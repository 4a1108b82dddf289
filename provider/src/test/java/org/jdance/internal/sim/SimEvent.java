package org.jdance.internal.sim;

import java.util.function.Supplier;

/**
 * Something that happens at a moment of virtual time.
 *
 * @param nanos the moment
 * @param number tells events of one moment apart: the one made first happens first
 * @param action what happens; answers the task that goes on by it, or null
 */
record SimEvent(long nanos, long number, Supplier<SimTask> action) implements Comparable<SimEvent> {

  @Override
  public int compareTo(SimEvent other) {
    int byTime = Long.compare(nanos, other.nanos);
    return byTime != 0 ? byTime : Long.compare(number, other.number);
  }
}
