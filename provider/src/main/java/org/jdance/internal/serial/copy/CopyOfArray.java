package org.jdance.internal.serial.copy;

import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/** The plan for one class of arrays of objects. */
final class CopyOfArray extends CopyShell {

  private final boolean immutableElements;

  CopyOfArray(Class<?> type) {
    super(type);
    this.immutableElements = ImmutableTypes.asDeclared(type.getComponentType());
  }

  @Override
  @Nullable Object shallow(Object original) {
    @Nullable Object[] array = (@Nullable Object[]) original;
    if (!immutableElements) {
      for (Object element : array) {
        if (!CopyPlans.immutable(element, LEVELS)) {
          return null;
        }
      }
    }
    return array.clone();
  }

  @Override
  Object shell(Object original, CopyPass pass) {
    return Array.newInstance(type.getComponentType(), ((@Nullable Object[]) original).length);
  }

  @Override
  void fill(Object original, Object shell, CopyPass pass) {
    @Nullable Object[] from = (@Nullable Object[]) original;
    @Nullable Object[] to = (@Nullable Object[]) shell;
    for (int i = 0; i < from.length; i++) {
      to[i] = pass.copy(from[i]);
    }
  }
}
