package org.jdance.internal.serial.copy;

import org.jdance.CacheSerializationException;

/**
 * Private copies of objects for a store that keeps objects and works by value.
 *
 * <p>A copy is what writing the object by Java serialization and reading it back would give, made faster: what is deeply immutable is
 * not copied at all; arrays, the usual collections of the JDK, records and classes that leave their serialization to the JDK are copied
 * part by part; as soon as a graph holds anything else, all of it goes through Java serialization. Shared references inside a graph stay
 * shared, cycles are kept, transient fields come back with their defaults, and an object that is not serializable is refused.
 *
 * <p>Safe for use by many threads. The original must not be changed while it is being copied.
 */
public final class Copier {

  /** A copier; all of them share what was learned about classes, and none keeps a class loader alive. */
  public Copier() {}

  /**
   * A private copy of an object.
   *
   * @param original any object
   * @return the same object if it is deeply immutable, else a deep copy
   * @throws CacheSerializationException if it, or an object that it holds, is not serializable or cannot be read back
   */
  public Object copy(Object original) {
    Class<?> type = original.getClass();
    if (type == String.class || type == Long.class || type == Integer.class) {
      return original;
    }
    CopyPlan plan = CopyPlans.of(type);
    return plan.immutable(original, CopyPlan.LEVELS) ? original : mutableCopy(plan, original);
  }

  /**
   * A private copy of a key: as {@link #copy}, and the copy is equal to the original and has its hash code.
   *
   * @param key any object
   * @return the same object if it is deeply immutable, else a deep copy
   * @throws CacheSerializationException as {@link #copy}, and if a copy of the key is another key
   */
  public Object copyKey(Object key) {
    Class<?> type = key.getClass();
    if (type == String.class || type == Long.class || type == Integer.class) {
      return key;
    }
    CopyPlan plan = CopyPlans.of(type);
    if (plan.immutable(key, CopyPlan.LEVELS)) {
      if (plan.identityEquals) {
        throw CopyRefusals.keyWithIdentityEquals(type);
      }
      return key;
    }
    Object copy = mutableCopy(plan, key);
    if (copy == key || (key.equals(copy) && key.hashCode() == copy.hashCode())) {
      return copy;
    }
    throw type.isArray() ? CopyRefusals.keyIsArray(type)
        : plan.identityEquals ? CopyRefusals.keyWithIdentityEquals(type) : CopyRefusals.keyNotEqualToCopy(type);
  }

  private static Object mutableCopy(CopyPlan plan, Object original) {
    if (plan instanceof CopyElsewhere) {
      return CopyBySerialization.copy(original);
    }
    try {
      Object shallow = plan.shallow(original);
      return shallow == null ? new CopyPass().run(plan, original) : shallow;
    } catch (CopyNotSerializableException e) {
      throw CopyRefusals.notSerializable(original, e.type());
    } catch (RuntimeException | StackOverflowError e) {
      // A CopyAbandonedException, or the code of a class on the way (a constructor, hashCode, compareTo) failed, or the stack is short.
      // Only the unfinished copy was touched, so Java serialization has the last word; its failure is the one to report.
      return CopyBySerialization.copy(original);
    }
  }
}
