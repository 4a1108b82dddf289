package org.jdance.internal.serial.copy;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds where in a graph an object of some class is, for a message: the shortest way there, in names of classes and fields. */
final class CopyPathFinder {

  /** A graph is searched no further than this. */
  private static final int MAX_OBJECTS = 100_000;
  /** Of a longer path only the end is shown. */
  private static final int MAX_STEPS = 12;

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Step> queue = new ArrayDeque<>();

  /** What was looked for. */
  record Found(Class<?> type, String path) {}

  /** An object and the way to it. */
  private record Step(Object object, @Nullable Step holder, String name) {}

  private CopyPathFinder() {}

  /** Where an instance of the class of this name is; null if there is none or it is out of sight. */
  static @Nullable Found find(Object root, String className) {
    return new CopyPathFinder().search(root, className);
  }

  private @Nullable Found search(Object root, String className) {
    queue.add(new Step(root, null, ""));
    while (!queue.isEmpty() && seen.size() < MAX_OBJECTS) {
      Step step = queue.removeFirst();
      if (step.object.getClass().getName().equals(className)) {
        return new Found(step.object.getClass(), path(step));
      }
      if (seen.add(step.object)) {
        addElements(step);
        addFields(step);
      }
    }
    return null;
  }

  private void addElements(Step step) {
    try {
      addElements(step, step.object, step.object.getClass().getTypeName());
    } catch (RuntimeException e) {
      // A collection that can't be iterated now: the message may have to do without the path.
    }
  }

  private void addElements(Step step, Object object, String type) {
    if (object instanceof Object[] array) {
      for (Object element : array) {
        add(element, step, "an element of " + type);
      }
    } else if (object instanceof Collection<?> collection) {
      for (Object element : collection) {
        add(element, step, "an element of " + type);
      }
    } else if (object instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        add(entry.getKey(), step, "a key of " + type);
        add(entry.getValue(), step, "a value of " + type);
      }
    }
  }

  private void addFields(Step step) {
    for (Class<?> c = step.object.getClass(); c != null && c != Object.class; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        boolean part = !Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())
            && !field.getType().isPrimitive();
        if (part && field.trySetAccessible()) {
          try {
            add(field.get(step.object), step, c.getTypeName() + "." + field.getName());
          } catch (IllegalAccessException e) {
            throw new IllegalStateException("made accessible before", e);
          }
        }
      }
    }
  }

  private void add(@Nullable Object part, Step holder, String name) {
    if (part != null) {
      queue.addLast(new Step(part, holder, name));
    }
  }

  private static String path(Step last) {
    List<String> names = new ArrayList<>();
    Step step = last;
    while (step.holder != null && names.size() < MAX_STEPS) {
      names.add(step.name);
      step = step.holder;
    }
    if (step.holder != null) {
      names.add("...");
    }
    Collections.reverse(names);
    return String.join(" -> ", names);
  }
}
