package org.jdance;

/**
 * What one cache can promise on the servers that hold it, obtained by {@code cache.unwrap(CacheGuarantees.class)}.
 *
 * <p>JDance declares what it cannot do instead of imitating it: an application that depends on one of these promises can check it at start.
 *
 * @param atomicity how far {@code invoke}, {@code replace}, {@code putIfAbsent} and the other conditional operations are atomic
 * @param listing whether the entries can be listed: iteration, {@code removeAll()} and {@code clear()} reach every entry
 * @param crossJvmInvalidation whether what other JVMs change is seen by this JVM's near cache, if it has one
 * @param durable whether entries outlive the process that holds them
 * @param storeByReference whether the cache may be configured by reference
 * @param everyExpiryHasAnEvent whether each expired entry is met by this JVM, so that each has its {@code EXPIRED} event; where servers
 *     collect expired entries themselves, those have none
 */
public record CacheGuarantees(
    Atomicity atomicity,
    boolean listing,
    boolean crossJvmInvalidation,
    boolean durable,
    boolean storeByReference,
    boolean everyExpiryHasAnEvent) {

  /** How far conditional operations are atomic. */
  public enum Atomicity {
    /** Conditional operations of two threads may both succeed. */
    NONE,
    /** Atomic among the threads of one JVM. */
    WITHIN_JVM,
    /** Atomic among all threads of all JVMs that use the cache. */
    BETWEEN_JVMS
  }
}
