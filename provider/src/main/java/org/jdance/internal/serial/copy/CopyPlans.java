package org.jdance.internal.serial.copy;

import java.lang.ref.SoftReference;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The plans of all classes met so far.
 *
 * <p>They are kept so that no class loader outlives its use. A class that lives at least as long as JDance itself (it comes from JDance's
 * own class loader or one that this delegates to) has its plan here. The plan of any other class hangs on that class, so that both go
 * together, and softly, so that a class of an unrelated loader does not hold JDance either.
 */
final class CopyPlans {

  private static final Map<Class<?>, CopyPlan> LASTING = new ConcurrentHashMap<>(CopyOfJdkTypes.plans());

  static final ClassValue<SoftReference<CopyPlan>> PASSING = new ClassValue<>() {
    @Override
    protected SoftReference<CopyPlan> computeValue(Class<?> type) {
      return new SoftReference<>(CopyPlanner.plan(type));
    }
  };

  private CopyPlans() {}

  /** The plan for instances of exactly this class. */
  static CopyPlan of(Class<?> type) {
    CopyPlan plan = LASTING.get(type);
    return plan != null ? plan : passing(type);
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

  private static CopyPlan passing(Class<?> type) {
    if (outlivesUs(type)) {
      CopyPlan made = CopyPlanner.plan(type);
      CopyPlan first = LASTING.putIfAbsent(type, made);
      return first != null ? first : made;
    }
    CopyPlan plan = PASSING.get(type).get();
    if (plan == null) {
      // Memory ran short and the plan was dropped; the next caller makes one that is kept.
      PASSING.remove(type);
      plan = CopyPlanner.plan(type);
    }
    return plan;
  }

  private static boolean outlivesUs(Class<?> type) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    if (element.isHidden()) {
      return false;
    }
    ClassLoader loader = element.getClassLoader();
    if (loader == null) {
      return true;
    }
    for (ClassLoader ours = CopyPlans.class.getClassLoader(); ours != null; ours = ours.getParent()) {
      if (ours == loader) {
        return true;
      }
    }
    return false;
  }
}
