package org.jdance.internal.serial;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdance.internal.serial.UndecodableException.Kind;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which classes one cache reads from bytes, by name. In this order: the JDK's safe core is; what is forbidden never is; what a pattern of the
 * configuration allows is; of gadget-prone packages nothing else is; then the declared types, known libraries' data classes, and the classes
 * that the application itself has put through this cache in this JVM.
 */
final class ClassPolicy {

  /** How many allowed classes are remembered. */
  private static final int MAX_REMEMBERED = 2_000;

  /** How many classes a cache learns. */
  static final int MAX_LEARNED = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(ClassPolicy.class);

  private final String cacheName;
  private final boolean learn;
  private final AllowPatterns patterns;
  private final DeclaredTypes declared;
  private final Set<String> learned = ConcurrentHashMap.newKeySet();
  /** Some of the classes that were found to be allowed: none ever ceases to be. */
  private final Set<String> allowed = ConcurrentHashMap.newKeySet();
  private final SerializationCounts counts;

  ClassPolicy(SerializationSettings settings, SerializationCounts counts) {
    this.cacheName = settings.cacheName();
    this.learn = settings.learn();
    this.patterns = AllowPatterns.of(settings.allow());
    this.declared = new DeclaredTypes(settings.keyType(), settings.valueType());
    this.counts = counts;
  }

  /**
   * Why a class isn't read.
   *
   * @param className the name of a class that is none of an array
   * @return null if it is
   */
  @Nullable Kind refusal(String className) {
    if (allowed.contains(className) || JdkSafeCore.contains(className) || learned.contains(className)) {
      return null;
    }
    Kind reason = reason(className);
    if (reason == null && allowed.size() < MAX_REMEMBERED) {
      allowed.add(className);
    }
    return reason;
  }

  private @Nullable Kind reason(String className) {
    if (ForbiddenClasses.isNever(className)) {
      return Kind.NEVER;
    }
    String gadgetEntry = ForbiddenClasses.gadgetEntry(className);
    if (patterns.allow(className, gadgetEntry)) {
      return null;
    }
    if (gadgetEntry != null) {
      return Kind.GADGET_PRONE;
    }
    return declared.allow(className) || KnownLibraries.contains(className) ? null : Kind.NOT_ALLOWED;
  }

  /** Takes note of the classes that the application has just stored; none that is forbidden or gadget-prone becomes a learned one. */
  void learn(List<Class<?>> stored) {
    if (!learn) {
      return;
    }
    for (Class<?> type : stored) {
      String name = type.getName();
      if (refusal(name) == Kind.NOT_ALLOWED) {
        learn(name);
      }
    }
  }

  private synchronized void learn(String className) {
    if (learned.size() >= MAX_LEARNED || !learned.add(className)) {
      return;
    }
    counts.learnedClass();
    LOG.info(
        "Cache '{}': the application has stored class {}, which may be read back from now on; to allow it from the start, add"
            + " jdance.serialization.allow={}",
        cacheName,
        className,
        className);
    if (learned.size() == MAX_LEARNED) {
      LOG.warn(
          "Cache '{}': the application has stored {} classes and no more are learned; add their packages to jdance.serialization.allow",
          cacheName,
          MAX_LEARNED);
    }
  }
}
