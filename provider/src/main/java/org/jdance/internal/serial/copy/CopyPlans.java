package org.jdance.internal.serial.copy;

import java.util.Collection;
import java.util.Map;
import org.jdance.internal.serial.fields.PerClass;
import org.jspecify.annotations.Nullable;

/** The plans of all classes met so far. */
final class CopyPlans {

  static final PerClass<CopyPlan> PLANS = new PerClass<>(CopyPlanner::plan, CopyOfJdkTypes.plans());

  private CopyPlans() {}

  /** The plan for instances of exactly this class. */
  static CopyPlan of(Class<?> type) {
    return PLANS.of(type);
  }

  /** Whether the object, which may be null, and all that it holds can never change; see {@link CopyPlan#immutable}. */
  static boolean immutable(@Nullable Object part, int levels) {
    if (part == null) {
      return true;
    }
    Class<?> type = part.getClass();
    return type == String.class || of(type).immutable(part, levels);
  }

  /** Whether all elements are {@link #immutable}. */
  static boolean allImmutable(Collection<?> elements, int levels) {
    for (Object element : elements) {
      if (!immutable(element, levels)) {
        return false;
      }
    }
    return true;
  }

  /** Whether all keys and values are {@link #immutable}. */
  static boolean allImmutable(Map<?, ?> map, int levels) {
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!immutable(entry.getKey(), levels) || !immutable(entry.getValue(), levels)) {
        return false;
      }
    }
    return true;
  }
}
