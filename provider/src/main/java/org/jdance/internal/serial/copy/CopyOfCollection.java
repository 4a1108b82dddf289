package org.jdance.internal.serial.copy;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The plan for one of the JDK's modifiable lists, sets and deques. */
final class CopyOfCollection extends CopyShell {

  private final UnaryOperator<Collection<Object>> withSameElements;
  private final Empty empty;

  /** Makes an empty collection that otherwise is as the original. */
  @FunctionalInterface
  interface Empty {
    Collection<Object> like(Collection<Object> original, CopyPass pass);
  }

  CopyOfCollection(Class<?> type, UnaryOperator<Collection<Object>> withSameElements, Empty empty) {
    super(type);
    this.withSameElements = withSameElements;
    this.empty = empty;
  }

  /** The comparator of a sorted set or map; its plan checks that it is one again. */
  @SuppressWarnings("unchecked") // The copy compares what the original compared.
  static @Nullable Comparator<Object> comparator(@Nullable Comparator<?> original, CopyPass pass) {
    return (Comparator<Object>) pass.copyWhole(original);
  }

  @Override
  @Nullable Object shallow(Object original) {
    Collection<Object> collection = collection(original);
    boolean immutable = CopyPlans.allImmutable(collection, LEVELS)
        && (!(collection instanceof SortedSet<Object> sorted) || CopyPlans.immutable(sorted.comparator(), LEVELS));
    return immutable ? withSameElements.apply(collection) : null;
  }

  @Override
  Object shell(Object original, CopyPass pass) {
    return empty.like(collection(original), pass);
  }

  @Override
  void fill(Object original, Object shell, CopyPass pass) {
    Collection<Object> from = collection(original);
    Collection<Object> to = collection(shell);
    if (from instanceof Set<Object>) {
      for (Object element : from) {
        to.add(pass.copyWhole(element));
      }
      if (to.size() != from.size()) {
        throw new CopyAbandonedException();
      }
    } else if (from instanceof CopyOnWriteArrayList<Object>) {
      @Nullable Object[] elements = from.toArray();
      Arrays.setAll(elements, i -> pass.copy(elements[i]));
      to.addAll(Arrays.asList(elements));
    } else {
      for (Object element : from) {
        to.add(pass.copy(element));
      }
    }
  }

  @SuppressWarnings("unchecked") // The elements are copied as they are, whatever their type.
  private static Collection<Object> collection(Object original) {
    return (Collection<Object>) original;
  }
}
