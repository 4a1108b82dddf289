package org.jdance.internal.serial.copy;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The plan for one of the JDK's unmodifiable maps that hold their entries themselves: immutable if keys and values are. */
final class CopyOfUnmodifiableMap extends CopyPlan {

  private final Function<List<Map.Entry<Object, Object>>, Object> rebuild;

  /**
   * A plan.
   *
   * @param rebuild makes the map from the copies of its entries
   */
  CopyOfUnmodifiableMap(Class<?> type, Function<List<Map.Entry<Object, Object>>, Object> rebuild) {
    super(type);
    this.rebuild = rebuild;
  }

  @Override
  boolean immutable(Object original, int levels) {
    return levels > 0 && CopyPlans.allImmutable((Map<?, ?>) original, levels - 1);
  }

  @Override
  Object deep(Object original, CopyPass pass) {
    pass.note(original, CopyTable.UNDER_WAY);
    pass.beginWhole();
    List<Map.Entry<Object, Object>> entries = new ArrayList<>();
    boolean same = true;
    for (Map.Entry<?, ?> entry : ((Map<?, ?>) original).entrySet()) {
      Object key = pass.copy(entry.getKey());
      Object value = pass.copy(entry.getValue());
      same &= key == entry.getKey() && value == entry.getValue();
      entries.add(new AbstractMap.SimpleImmutableEntry<>(key, value));
    }
    pass.endWhole();
    return pass.note(original, same ? original : rebuild.apply(entries));
  }
}
