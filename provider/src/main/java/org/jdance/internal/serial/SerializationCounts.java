package org.jdance.internal.serial;

import java.util.concurrent.atomic.LongAdder;

/** What one cache could not decode, counted since it was made. */
public final class SerializationCounts {

  private final LongAdder undecodable = new LongAdder();
  private final LongAdder refusedClasses = new LongAdder();
  private final LongAdder learnedClasses = new LongAdder();

  SerializationCounts() {}

  /** Keys and values that could not be decoded and counted as misses, for whatever reason. */
  public long undecodable() {
    return undecodable.sum();
  }

  /** Those of the undecodable that named a class which isn't allowed. */
  public long refusedClasses() {
    return refusedClasses.sum();
  }

  /** Classes that may be read because the application has stored them. */
  public long learnedClasses() {
    return learnedClasses.sum();
  }

  void undecodableObject() {
    undecodable.increment();
  }

  void refusedClass() {
    refusedClasses.increment();
  }

  void learnedClass() {
    learnedClasses.increment();
  }
}
