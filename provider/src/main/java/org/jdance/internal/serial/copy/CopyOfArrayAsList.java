package org.jdance.internal.serial.copy;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The plan for the lists of {@link Arrays#asList}, which can't grow and whose elements can be replaced. */
final class CopyOfArrayAsList extends CopyShell {

  CopyOfArrayAsList(Class<?> type) {
    super(type);
  }

  @Override
  Object shell(Object original, CopyPass pass) {
    List<?> list = (List<?>) original;
    pass.noteArrayView(list);
    @Nullable Object[] array = new @Nullable Object[list.size()];
    return Arrays.asList(array);
  }

  @Override
  @SuppressWarnings("unchecked") // The elements are copied as they are, whatever their type.
  void fill(Object original, Object shell, CopyPass pass) {
    List<Object> from = (List<Object>) original;
    List<Object> to = (List<Object>) shell;
    for (int i = 0; i < from.size(); i++) {
      to.set(i, pass.copy(from.get(i)));
    }
  }
}
