package org.jdance.internal.serial.copy;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The plan for one of the JDK's unmodifiable lists and sets that hold their elements themselves: immutable if these are. */
final class CopyOfUnmodifiable extends CopyPlan {

  private final BiFunction<Collection<?>, @Nullable Object[], Object> rebuild;

  /**
   * A plan.
   *
   * @param rebuild makes the collection from the original and the copies of its elements
   */
  CopyOfUnmodifiable(Class<?> type, BiFunction<Collection<?>, @Nullable Object[], Object> rebuild) {
    super(type);
    this.rebuild = rebuild;
  }

  @Override
  boolean immutable(Object original, int levels) {
    return levels > 0 && CopyPlans.allImmutable((Collection<?>) original, levels - 1);
  }

  @Override
  Object deep(Object original, CopyPass pass) {
    pass.note(original, CopyTable.UNDER_WAY);
    pass.beginWhole();
    Collection<?> collection = (Collection<?>) original;
    @Nullable Object[] elements = collection.toArray();
    boolean same = true;
    for (int i = 0; i < elements.length; i++) {
      Object copy = pass.copy(elements[i]);
      same &= copy == elements[i];
      elements[i] = copy;
    }
    pass.endWhole();
    return pass.note(original, same ? original : rebuild.apply(collection, elements));
  }
}
