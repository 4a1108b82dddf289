package org.jdance.internal.serial;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What one graph has had so far: its objects by number, those under way, its classes, and what may be shown by a view. */
final class WrittenGraph {

  /** Kinds of content that a view may show. */
  static final int OF_LIST = 0;
  static final int OF_SET = 1;
  static final int OF_MAP = 2;
  static final int OF_ARRAY = 3;

  private static final int KINDS = 4;
  private static final int LEAST_ROOM = 8;

  private final Numbering objects = new Numbering(false);
  private @Nullable Numbering classes;
  private @Nullable String base;
  /** The numbers of those that are made at once, of all their parts, and whose parts are being written. */
  private final int[] underWay = new int[ReadLimits.MAX_NESTING + 1];
  private int underWayCount;
  private long[] views = {};
  private int viewCount;
  private long[] contents = {};
  private int contentCount;

  /** The number that an object has, or {@link Numbering#NONE} after it has been given one. */
  int find(Object object) {
    int number = objects.find(object);
    if (number == Numbering.NONE) {
      objects.add(object);
    }
    return number;
  }

  void begin(Object object) {
    underWay[underWayCount++] = objects.find(object);
  }

  void end() {
    underWayCount--;
  }

  /** Whether the object of that number is made at once and not finished, so that nothing can refer to it yet. */
  boolean isUnderWay(int number) {
    for (int i = 0; i < underWayCount; i++) {
      if (underWay[i] == number) {
        return true;
      }
    }
    return false;
  }

  /** The number of a class, or {@link Numbering#NONE} after it has been given one. */
  int findClass(Class<?> type) {
    if (classes == null) {
      classes = new Numbering(false);
    }
    int number = classes.find(type);
    if (number == Numbering.NONE) {
      classes.add(type);
    }
    return number;
  }

  /** The name of the graph's first class, or null if this is the first. */
  @Nullable String baseFor(String className) {
    String known = base;
    if (known == null) {
      base = className;
    }
    return known;
  }

  /** Takes note of a collection or an array that has so many elements. */
  void content(int kind, int size, boolean isView) {
    long content = (long) size * KINDS + kind;
    if (isView) {
      views = withRoom(views, viewCount);
      views[viewCount++] = content;
    } else {
      contents = withRoom(contents, contentCount);
      contents[contentCount++] = content;
    }
  }

  private static long[] withRoom(long[] array, int count) {
    return count < array.length ? array : Arrays.copyOf(array, Math.max(LEAST_ROOM, 2 * count));
  }

  /** Whether a view may show what is in the graph itself too, which two copies would not do any more. */
  boolean mayBeViewed() {
    if (viewCount == 0 || contentCount == 0) {
      return false;
    }
    Set<Long> others = Arrays.stream(contents, 0, contentCount).boxed().collect(Collectors.toSet());
    return Arrays.stream(views, 0, viewCount).anyMatch(others::contains);
  }
}
