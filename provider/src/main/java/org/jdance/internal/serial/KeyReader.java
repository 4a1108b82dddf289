package org.jdance.internal.serial;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link KeyWriter} has written. A list comes back as an {@code ArrayList}, a set as a {@code LinkedHashSet}, a map as a
 * {@code LinkedHashMap}, whatever class they had: they are equal. Where the declared key type asks for it, they are sorted or linked ones.
 */
final class KeyReader {

  private final ByteSource source;
  private final ReadContext context;

  KeyReader(ByteSource source, ReadContext context) {
    this.source = source;
    this.context = context;
  }

  /**
   * The key, for which all bytes are used; fails with an exception of any kind if they are none.
   *
   * @param type the declared type of keys, or null if it isn't known
   */
  static Object decode(byte[] bytes, ReadContext context, @Nullable Class<?> type) throws IOException, ClassNotFoundException {
    Object key = decode(bytes, context, 0);
    return type == null || type.isInstance(key) ? key : adapt(key, type);
  }

  /** An object that lies {@code depth} levels deep in a key and takes all of the bytes. */
  static Object decode(byte[] bytes, ReadContext context, int depth) throws IOException, ClassNotFoundException {
    ByteSource source = new ByteSource(bytes);
    Object object = new KeyReader(source, context).read(depth);
    source.requireEnd();
    if (object == null) {
      throw UndecodableException.damaged("a null");
    }
    return object;
  }

  @SuppressWarnings("JdkObsolete") // where keys are declared as LinkedList, nothing else will do
  private static Object adapt(Object key, Class<?> type) {
    if (key instanceof List<?> list && type.isAssignableFrom(LinkedList.class)) {
      return new LinkedList<>(list);
    }
    if (key instanceof Set<?> set && type.isAssignableFrom(TreeSet.class)) {
      return new TreeSet<>(set);
    }
    if (key instanceof Map<?, ?> map && type.isAssignableFrom(TreeMap.class)) {
      return new TreeMap<>(map);
    }
    return key;
  }

  private @Nullable Object read(int depth) throws IOException, ClassNotFoundException {
    byte tag = source.next();
    if (tag == Tag.NULL) {
      return null;
    }
    Object scalar = Scalars.read(tag, source, context);
    if (scalar != null) {
      return scalar;
    }
    if (depth > ReadLimits.MAX_NESTING) {
      throw UndecodableException.damaged("nested too deep");
    }
    return switch (tag) {
      case Tag.KEY_LIST -> list(depth + 1);
      case Tag.KEY_SET -> set(depth + 1);
      case Tag.KEY_MAP -> map(depth + 1);
      case Tag.KEY_JAVA -> javaObject(depth + 1);
      default -> throw UndecodableException.damaged("unknown tag " + tag);
    };
  }

  private List<@Nullable Object> list(int depth) throws IOException, ClassNotFoundException {
    int count = source.count(1);
    List<@Nullable Object> list = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      list.add(element(depth));
    }
    return list;
  }

  private Set<@Nullable Object> set(int depth) throws IOException, ClassNotFoundException {
    int count = source.count(1);
    Set<@Nullable Object> set = new LinkedHashSet<>();
    for (int i = 0; i < count; i++) {
      if (!set.add(element(depth))) {
        throw UndecodableException.damaged("equal elements in a set");
      }
    }
    return set;
  }

  private Map<@Nullable Object, @Nullable Object> map(int depth) throws IOException, ClassNotFoundException {
    int count = source.count(2);
    Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      map.put(element(depth), element(depth));
    }
    if (map.size() != count) {
      throw UndecodableException.damaged("equal keys in a map");
    }
    return map;
  }

  private @Nullable Object element(int depth) throws IOException, ClassNotFoundException {
    context.element();
    return read(depth);
  }

  private Object javaObject(int depth) throws IOException, ClassNotFoundException {
    int length = source.length();
    ByteArrayInputStream in = new ByteArrayInputStream(source.array(), source.skip(length), length);
    try (KeyInput graph = new KeyInput(in, length, context, depth)) {
      return JavaSerialization.readWhole(graph, in);
    }
  }
}
