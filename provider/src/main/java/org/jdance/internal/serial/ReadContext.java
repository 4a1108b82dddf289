package org.jdance.internal.serial;

import java.io.ObjectInputFilter;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.serial.UndecodableException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * One decoding: where its classes come from and what it may still cost. Bytes that never left this JVM are trusted: any class, no limits.
 * Others are guarded by the cache's policy and by {@link ReadLimits}.
 */
final class ReadContext {

  /** What guarded bytes are held to. */
  private record Guard(ClassPolicy policy, TimeSource time, long nanos) {}

  private final ClassResolver resolver;
  private final @Nullable Guard guard;
  private @Nullable UndecodableException refusal;
  private boolean started;
  private long startedAt;
  private int elements;

  private ReadContext(ClassResolver resolver, @Nullable Guard guard) {
    this.resolver = resolver;
    this.guard = guard;
  }

  /** For bytes that were made here a moment ago. */
  static ReadContext trusted(ClassResolver resolver) {
    return new ReadContext(resolver, null);
  }

  /** For {@code length} bytes from elsewhere. */
  static ReadContext guarded(ClassPolicy policy, ClassResolver resolver, TimeSource time, int length) {
    long nanos = ReadLimits.BASE_NANOS + length * ReadLimits.NANOS_PER_BYTE;
    return new ReadContext(resolver, new Guard(policy, time, nanos));
  }

  /** The class of that name; nothing of it has run. Asks the policy first, so that a class which isn't allowed is not even loaded. */
  Class<?> classFor(String name) throws UndecodableException, ClassNotFoundException {
    requireAllowed(name);
    Class<?> type = resolver.find(name);
    requireJvmAllows(type);
    return type;
  }

  /**
   * The enum of that name; nothing of it has run. An enum need not be allowed unless it is forbidden: bytes choose among the constants that the
   * application has, and make no object.
   */
  Class<?> enumFor(String name) throws UndecodableException, ClassNotFoundException {
    return requireEnum(classOrEnumFor(name));
  }

  /** A class of that name that is allowed, or is an enum and not forbidden. */
  Class<?> classOrEnumFor(String name) throws UndecodableException, ClassNotFoundException {
    if (guard == null || guard.policy.refusal(name) != Kind.NOT_ALLOWED) {
      return classFor(name);
    }
    Class<?> type = resolver.find(name);
    if (!type.isEnum()) {
      requireAllowed(name);
    }
    requireJvmAllows(type);
    return type;
  }

  private static Class<?> requireEnum(Class<?> type) throws UndecodableException {
    if (!type.isEnum()) {
      throw UndecodableException.damaged("an enum was expected");
    }
    return type;
  }

  /** The class of dynamic proxies with these interfaces, which guarded bytes never get. */
  Class<?> proxyFor(String[] interfaceNames) throws UndecodableException, ClassNotFoundException {
    if (guard != null) {
      throw refuse(new UndecodableException(Kind.NEVER, "a dynamic proxy", "dynamic proxies are never read"));
    }
    return resolver.findProxy(interfaceNames);
  }

  private void requireJvmAllows(Class<?> type) throws UndecodableException {
    if (guard != null && StreamGuard.isRejectedByJvm(type)) {
      throw refuse(UndecodableException.damaged("a class that this JVM's serial filter rejects"));
    }
  }

  /** Requires that the class of that name may be read. */
  void requireAllowed(String name) throws UndecodableException {
    if (guard == null) {
      return;
    }
    String element = ClassNames.element(name);
    if (element == null) {
      return;
    }
    Kind reason = ClassResolver.isPrimitive(element) ? null : guard.policy.refusal(element);
    if (reason != null) {
      throw refuse(new UndecodableException(reason, ClassNames.printable(element), "not allowed"));
    }
  }

  /**
   * Whether a class that allowed code has brought in by itself may be there: the superclass of an allowed class, or what its
   * {@code readResolve} answers. That code is the application's, so only what is forbidden to all is refused.
   */
  boolean mayBeBroughtIn(Class<?> type) {
    if (guard == null) {
      return true;
    }
    Kind reason = guard.policy.refusal(ClassNames.element(type).getName());
    return reason == null || reason == Kind.NOT_ALLOWED;
  }

  /** The filter for a stream of {@code length} bytes, or null if there are no limits. */
  @Nullable ObjectInputFilter filter(int length) {
    return guard == null ? null : new StreamGuard(this, length);
  }

  /** Counts an element of a compact collection, and looks at the clock now and then. */
  void element() throws UndecodableException {
    if (++elements % ReadLimits.ELEMENTS_PER_CLOCK_LOOK == 0 && isOutOfTime()) {
      throw refuse(UndecodableException.damaged("decoding takes too long"));
    }
  }

  boolean isOutOfTime() {
    if (guard == null) {
      return false;
    }
    long now = guard.time.nanos();
    if (!started) {
      started = true;
      startedAt = now;
    }
    return now - startedAt > guard.nanos;
  }

  /** Remembers the first refusal, since user code within the stream may swallow the exception. */
  UndecodableException refuse(UndecodableException reason) {
    if (refusal == null) {
      refusal = reason;
    }
    return refusal;
  }

  /** What was refused while reading, or null. */
  @Nullable UndecodableException refusal() {
    return refusal;
  }
}
