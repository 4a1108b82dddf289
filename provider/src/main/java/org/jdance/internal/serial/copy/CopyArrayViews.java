package org.jdance.internal.serial.copy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lists of {@link java.util.Arrays#asList} in one graph. Such a list writes through to an array that can't be seen from outside, so a
 * pass must find out whether the graph may hold that array a second time: two such lists would have to share one array again.
 */
final class CopyArrayViews {

  /** With more such lists than this the comparisons would cost more than Java serialization. */
  private static final int MAX_VIEWS = 16;

  private final List<List<?>> views = new ArrayList<>();

  /**
   * Notes a list that the graph holds.
   *
   * @throws CopyAbandonedException if there are too many
   */
  void add(List<?> view) {
    if (!view.isEmpty()) {
      if (views.size() == MAX_VIEWS) {
        throw new CopyAbandonedException();
      }
      views.add(view);
    }
  }

  /**
   * Makes sure that no list has its array in common with another list or with an array in the graph.
   *
   * @throws CopyAbandonedException if one may have
   */
  void check(CopyTable table) {
    for (int i = 0; i < views.size(); i++) {
      List<?> view = views.get(i);
      for (int j = i + 1; j < views.size(); j++) {
        refuseIfSame(view, views.get(j).toArray());
      }
      for (Object known : table.contents()) {
        if (known instanceof Object[] array) {
          refuseIfSame(view, array);
        }
      }
    }
  }

  /** One array has the same elements in both places; the reverse need not be so, but then only time is lost. */
  private static void refuseIfSame(List<?> view, @Nullable Object[] array) {
    if (view.size() != array.length) {
      return;
    }
    for (int i = 0; i < array.length; i++) {
      if (view.get(i) != array[i]) {
        return;
      }
    }
    throw new CopyAbandonedException();
  }
}
