package org.jdance.internal.serial.copy;

import java.util.Map;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The plan for one of the JDK's modifiable maps. */
final class CopyOfMap extends CopyShell {

  private final UnaryOperator<Map<Object, Object>> withSameEntries;
  private final Empty empty;

  /** Makes an empty map that otherwise is as the original. */
  @FunctionalInterface
  interface Empty {
    Map<Object, Object> like(Map<Object, Object> original, CopyPass pass);
  }

  CopyOfMap(Class<?> type, UnaryOperator<Map<Object, Object>> withSameEntries, Empty empty) {
    super(type);
    this.withSameEntries = withSameEntries;
    this.empty = empty;
  }

  @Override
  @Nullable Object shallow(Object original) {
    Map<Object, Object> map = map(original);
    boolean immutable = CopyPlans.allImmutable(map, LEVELS)
        && (!(map instanceof SortedMap<Object, Object> sorted) || CopyPlans.immutable(sorted.comparator(), LEVELS));
    return immutable ? withSameEntries.apply(map) : null;
  }

  @Override
  Object shell(Object original, CopyPass pass) {
    return empty.like(map(original), pass);
  }

  @Override
  void fill(Object original, Object shell, CopyPass pass) {
    Map<Object, Object> from = map(original);
    Map<Object, Object> to = map(shell);
    for (Map.Entry<Object, Object> entry : from.entrySet()) {
      Object key = pass.copyWhole(entry.getKey());
      to.put(key, pass.copy(entry.getValue()));
    }
    if (to.size() != from.size()) {
      throw new CopyAbandonedException();
    }
  }

  @SuppressWarnings("unchecked") // The entries are copied as they are, whatever their types.
  private static Map<Object, Object> map(Object original) {
    return (Map<Object, Object>) original;
  }
}
