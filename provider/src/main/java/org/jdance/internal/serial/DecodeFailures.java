package org.jdance.internal.serial;

import java.util.HashSet;
import java.util.Set;
import org.jdance.internal.base.TimeSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what one cache could not decode and says so in the log: each class or reason once in a while, and not more than so many lines. */
final class DecodeFailures {

  /** How long a line is not repeated. */
  static final long QUIET_NANOS = 600_000_000_000L;

  /** How many lines are logged within that time, since the names come from bytes that anyone may have written. */
  static final int MAX_LINES = 20;

  private static final Logger LOG = LoggerFactory.getLogger(DecodeFailures.class);

  private final String cacheName;
  private final SerializationCounts counts;
  private final TimeSource time;
  private final Set<String> logged = new HashSet<>();
  private long quietSince;

  DecodeFailures(String cacheName, SerializationCounts counts, TimeSource time) {
    this.cacheName = cacheName;
    this.counts = counts;
    this.time = time;
    this.quietSince = time.nanos();
  }

  /**
   * Takes note of bytes that count as a miss.
   *
   * @param what {@code key} or {@code value}
   */
  void report(String what, UndecodableException failure) {
    counts.undecodableObject();
    String line = line(what, failure);
    switch (failure.kind()) {
      case NOT_ALLOWED, GADGET_PRONE, NEVER -> counts.refusedClass();
      case MISSING, OTHER -> {}
    }
    if (isNew(line)) {
      LOG.warn("Cache '{}': {}", cacheName, line);
    }
  }

  private synchronized boolean isNew(String line) {
    long now = time.nanos();
    if (now - quietSince > QUIET_NANOS) {
      logged.clear();
      quietSince = now;
    }
    return logged.size() < MAX_LINES && logged.add(line);
  }

  /** What the log says, and what to do. */
  static String line(String what, UndecodableException failure) {
    String name = failure.className();
    return switch (failure.kind()) {
      case NOT_ALLOWED ->
          "a stored %s names class %s, which is not allowed to be read, and counts as a miss. If the application has stored it, add"
              .formatted(what, name)
              + " jdance.serialization.allow=%s (or its package, %s.*); if not, someone else writes to the store".formatted(name, packageOf(name));
      case GADGET_PRONE ->
          "a stored %s names class %s of a package known for attacks by deserialization, and counts as a miss. Only if the application has"
              .formatted(what, name)
              + " stored it and you trust whoever can write to the store, add jdance.serialization.allow=%s".formatted(name);
      case NEVER ->
          "a stored %s names %s, which is never read, and counts as a miss. If the application has stored it, store plain data instead; if not,"
              .formatted(what, name)
              + " someone else writes to the store";
      case MISSING ->
          "a stored %s names class %s, which no class loader of this application finds, and counts as a miss".formatted(what, name);
      case OTHER ->
          "a stored %s could not be decoded (%s%s) and counts as a miss; it was written by another version of the application, or damaged"
              .formatted(what, failure.reason(), name == null ? "" : ": " + name);
    };
  }

  private static String packageOf(@Nullable String name) {
    return name == null ? "" : ClassNames.packageOf(name);
  }
}
