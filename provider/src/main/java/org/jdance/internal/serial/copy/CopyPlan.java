package org.jdance.internal.serial.copy;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** How the instances of exactly one class are copied. Plans are immutable and shared by all threads. */
abstract class CopyPlan {

  /** How many levels of holders {@link #immutable} looks through before it gives up and says no. */
  static final int LEVELS = 4;

  /** The class itself, none of its subclasses. */
  final Class<?> type;

  /** Whether two instances are never equal, so that a copy made by serialization would be another key. */
  final boolean identityEquals;

  CopyPlan(Class<?> type) {
    this.type = type;
    // The constants of an enum and classes are the same objects again after serialization.
    this.identityEquals = type != Class.class && inheritsEqualsOfObject(type);
  }

  /**
   * Whether the instance and all that it holds can never change.
   *
   * @param levels through how many levels of holders to look; with none left the answer is no, which costs time but harms nothing
   */
  boolean immutable(Object original, int levels) {
    return false;
  }

  /** A copy made in one step, where there is nothing inside that would have to be copied too; otherwise null. */
  @Nullable Object shallow(Object original) {
    return null;
  }

  /**
   * The copy, or the original if it turns out to be immutable. Notes the copy in the table of the pass.
   *
   * @throws CopyAbandonedException if only Java serialization can copy this graph
   * @throws CopyNotSerializableException if nothing can
   */
  abstract Object deep(Object original, CopyPass pass);

  /**
   * The copy for a reference that leads back to an original whose own copy has been begun by {@link #deep} and isn't there yet.
   *
   * @throws CopyAbandonedException if such a copy cannot be had before its parts
   */
  Object early(Object original, CopyPass pass) {
    throw new CopyAbandonedException();
  }

  private static boolean inheritsEqualsOfObject(Class<?> type) {
    try {
      Method equals = type.getMethod("equals", Object.class);
      return equals.getDeclaringClass() == Object.class;
    } catch (NoSuchMethodException | LinkageError e) {
      // A class of which a part is missing: the comparison of key and copy decides.
      return false;
    }
  }
}
