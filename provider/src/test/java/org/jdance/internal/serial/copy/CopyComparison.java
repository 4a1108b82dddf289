package org.jdance.internal.serial.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Array;
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
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * Compares two graphs object by object: the same classes, the same contents, and whatever is one mutable object in one graph is one object
 * in the other.
 */
final class CopyComparison {

  private final IdentityHashMap<Object, Object> partners = new IdentityHashMap<>();
  private final IdentityHashMap<Object, Object> partnersBack = new IdentityHashMap<>();
  private final Deque<Object[]> queue = new ArrayDeque<>();

  private CopyComparison() {}

  /** Fails unless the graphs are the same. */
  static void assertSameGraph(Object expected, Object actual) {
    CopyComparison comparison = new CopyComparison();
    comparison.pair(expected, actual, "root");
    while (!comparison.queue.isEmpty()) {
      Object[] next = comparison.queue.remove();
      comparison.compare(next[0], next[1], (String) next[2]);
    }
  }

  /** Fails if the two graphs have an object in common that can be changed. */
  static void assertNothingMutableShared(Object one, Object other) {
    Set<Object> shared = Collections.newSetFromMap(new IdentityHashMap<>());
    shared.addAll(mutableObjects(one));
    shared.retainAll(mutableObjects(other));
    assertTrue(shared.isEmpty(), () -> "in common: " + shared.iterator().next().getClass());
  }

  /** What Java serialization makes of the object. */
  static Object roundTrip(Object original) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(original);
    }
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return in.readObject();
    }
  }

  private void compare(Object expected, Object actual, String path) {
    Class<?> type = expected.getClass();
    assertSame(type, actual.getClass(), path);
    if (type.isArray()) {
      assertEquals(Array.getLength(expected), Array.getLength(actual), path);
      for (int i = 0; i < Array.getLength(expected); i++) {
        pair(Array.get(expected, i), Array.get(actual, i), path + "[]");
      }
    } else if (expected instanceof Map<?, ?> map) {
      compareMaps(map, (Map<?, ?>) actual, path);
    } else if (expected instanceof Collection<?> collection) {
      if (expected instanceof SortedSet<?> sorted) {
        pair(sorted.comparator(), ((SortedSet<?>) actual).comparator(), path + ".comparator");
      }
      List<?> one = new ArrayList<>(collection);
      List<?> other = new ArrayList<>((Collection<?>) actual);
      assertEquals(one.size(), other.size(), path);
      for (int i = 0; i < one.size(); i++) {
        pair(one.get(i), other.get(i), path + "<>");
      }
    } else if (type.getClassLoader() == null) {
      if (type.getName().equals("java.util.CollSer")) {
        // What a cycle through List.of leaves behind; it tells nothing about itself.
        return;
      }
      if (!declaresEquals(type)) {
        assertEquals(expected.toString(), actual.toString(), path);
      } else {
        assertEquals(expected, actual, path);
      }
    } else {
      for (Field field : fields(type)) {
        pair(value(field, expected), value(field, actual), path + "." + field.getName());
      }
    }
  }

  private void compareMaps(Map<?, ?> expected, Map<?, ?> actual, String path) {
    if (expected instanceof SortedMap<?, ?> sorted) {
      pair(sorted.comparator(), ((SortedMap<?, ?>) actual).comparator(), path + ".comparator");
    }
    assertEquals(expected.size(), actual.size(), path);
    var one = new ArrayList<>(expected.entrySet());
    var other = new ArrayList<>(actual.entrySet());
    for (int i = 0; i < one.size(); i++) {
      pair(one.get(i).getKey(), other.get(i).getKey(), path + "<key>");
      pair(one.get(i).getValue(), other.get(i).getValue(), path + "<value>");
    }
  }

  private void pair(Object expected, Object actual, String path) {
    if (expected == null) {
      assertNull(actual, path);
      return;
    }
    assertNotNull(actual, path);
    if (isOpaque(expected)) {
      assertEquals(expected, actual, path);
      return;
    }
    if (CopyPlans.immutable(actual, 20)) {
      // The copy may be the original here, and one object in two places.
      if (partners.put(expected, actual) == null) {
        queue.add(new Object[] {expected, actual, path});
      }
      return;
    }
    Object partner = partners.put(expected, actual);
    Object partnerBack = partnersBack.put(actual, expected);
    if (partner == null && partnerBack == null) {
      queue.add(new Object[] {expected, actual, shortened(path)});
    } else {
      assertSame(partner, actual, path);
      assertSame(partnerBack, expected, path);
    }
  }

  private static Set<Object> mutableObjects(Object root) {
    Set<Object> mutable = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> todo = new ArrayDeque<>();
    todo.add(root);
    while (!todo.isEmpty()) {
      Object next = todo.remove();
      if (CopyPlans.immutable(next, 20) || !seen.add(next)) {
        continue;
      }
      if (!(CopyPlans.of(next.getClass()) instanceof CopyElsewhere)) {
        mutable.add(next);
      }
      parts(next).stream().filter(part -> part != null).forEach(todo::add);
    }
    return mutable;
  }

  private static List<Object> parts(Object object) {
    List<Object> parts = new ArrayList<>();
    if (object instanceof Object[] array) {
      Collections.addAll(parts, array);
    } else if (object instanceof Map<?, ?> map) {
      parts.addAll(map.keySet());
      parts.addAll(map.values());
    } else if (object instanceof Collection<?> collection) {
      parts.addAll(collection);
    } else if (object.getClass().getClassLoader() != null) {
      for (Field field : fields(object.getClass())) {
        parts.add(value(field, object));
      }
    }
    return parts;
  }

  private static boolean isOpaque(Object object) {
    return object instanceof String
        || (object instanceof Number && object.getClass().getClassLoader() == null && declaresEquals(object.getClass()))
        || object instanceof Boolean || object instanceof Character || object instanceof Enum || object instanceof Class;
  }

  private static boolean declaresEquals(Class<?> type) {
    try {
      return type.getMethod("equals", Object.class).getDeclaringClass() != Object.class;
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Field> fields(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> c = type; c != null && c.getClassLoader() != null; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          field.setAccessible(true);
          fields.add(field);
        }
      }
    }
    return fields;
  }

  private static Object value(Field field, Object owner) {
    try {
      return field.get(owner);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static String shortened(String path) {
    return path.length() < 200 ? path : "..." + path.substring(path.length() - 100);
  }
}
