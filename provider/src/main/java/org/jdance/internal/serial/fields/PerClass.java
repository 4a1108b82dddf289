package org.jdance.internal.serial.fields;

import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What is found out once for each class and then remembered.
 *
 * <p>It is kept so that no class loader outlives its use. What belongs to a class that lives at least as long as JDance itself (it comes from
 * JDance's own class loader or one that this delegates to) is kept here. That of any other class hangs on the class, so that both go together,
 * and softly, so that a class of an unrelated loader does not hold JDance either.
 */
public final class PerClass<V> {

  private final Function<Class<?>, V> find;
  private final Map<Class<?>, V> lasting;
  private final ClassValue<SoftReference<V>> passing =
      new ClassValue<>() {
        @Override
        protected SoftReference<V> computeValue(Class<?> type) {
          return new SoftReference<>(find.apply(type));
        }
      };

  /** With what is known from the start. */
  public PerClass(Function<Class<?>, V> find, Map<Class<?>, ? extends V> known) {
    this.find = find;
    this.lasting = new ConcurrentHashMap<>(known);
  }

  /** What belongs to exactly this class. */
  public V of(Class<?> type) {
    V value = lasting.get(type);
    return value != null ? value : passing(type);
  }

  /** Forgets it, as happens when memory runs short. */
  public void forget(Class<?> type) {
    passing.get(type).clear();
  }

  private V passing(Class<?> type) {
    if (outlivesUs(type)) {
      V made = find.apply(type);
      V first = lasting.putIfAbsent(type, made);
      return first != null ? first : made;
    }
    V value = passing.get(type).get();
    if (value == null) {
      // Memory ran short and it was dropped; the next caller finds out again and keeps it.
      passing.remove(type);
      value = find.apply(type);
    }
    return value;
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
    for (ClassLoader ours = PerClass.class.getClassLoader(); ours != null; ours = ours.getParent()) {
      if (ours == loader) {
        return true;
      }
    }
    return false;
  }
}
