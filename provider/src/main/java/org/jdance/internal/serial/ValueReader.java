package org.jdance.internal.serial;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ValueWriter} and, for other values, Java serialization have written. */
final class ValueReader {

  private final ByteSource source;
  private final ReadContext context;

  private ValueReader(ByteSource source, ReadContext context) {
    this.source = source;
    this.context = context;
  }

  /** The value, for which all bytes are used; fails with an exception of any kind if they are none. */
  static Object decode(ByteSource source, ReadContext context) throws IOException, ClassNotFoundException {
    byte tag = source.next();
    Object value = tag == Tag.JAVA ? JavaSerialization.read(source, context) : new ValueReader(source, context).read(tag, 0);
    source.requireEnd();
    if (value == null) {
      throw UndecodableException.damaged("a null");
    }
    return value;
  }

  private @Nullable Object read(byte tag, int depth) throws UndecodableException, ClassNotFoundException {
    if (tag == Tag.NULL) {
      return null;
    }
    if (tag == Tag.BYTES) {
      return source.copy(source.length());
    }
    Object scalar = Scalars.read(tag, source, context);
    return scalar != null ? scalar : collection(tag, depth + 1);
  }

  private Object collection(byte tag, int depth) throws UndecodableException, ClassNotFoundException {
    if (depth > ReadLimits.MAX_NESTING) {
      throw UndecodableException.damaged("collections nested too deep");
    }
    return switch (tag) {
      case Tag.ARRAY_LIST -> list(depth);
      case Tag.FIXED_LIST -> Arrays.asList(list(depth).toArray());
      case Tag.IMMUTABLE_LIST -> immutableList(depth);
      case Tag.UNMODIFIABLE_LIST -> Collections.unmodifiableList(list(depth));
      case Tag.HASH_SET -> fill(new HashSet<>(), depth);
      case Tag.LINKED_SET -> fill(new LinkedHashSet<>(), depth);
      case Tag.TREE_SET -> fill(new TreeSet<>(), depth);
      case Tag.IMMUTABLE_SET -> Set.copyOf(fill(new HashSet<>(), depth));
      case Tag.UNMODIFIABLE_SET -> Collections.unmodifiableSet(fill(new LinkedHashSet<>(), depth));
      case Tag.HASH_MAP -> fill(new HashMap<>(), depth);
      case Tag.LINKED_MAP -> fill(new LinkedHashMap<>(), depth);
      case Tag.TREE_MAP -> fill(new TreeMap<>(), depth);
      case Tag.IMMUTABLE_MAP -> Map.copyOf(fill(new HashMap<>(), depth));
      case Tag.UNMODIFIABLE_MAP -> Collections.unmodifiableMap(fill(new LinkedHashMap<>(), depth));
      default -> throw UndecodableException.damaged("unknown tag " + tag);
    };
  }

  private List<@Nullable Object> list(int depth) throws UndecodableException, ClassNotFoundException {
    int count = source.count(1);
    List<@Nullable Object> list = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      list.add(element(depth));
    }
    return list;
  }

  /** A list as {@code Stream.toList()} makes it has the same class as one of {@code List.of}, but may have nulls. */
  private List<?> immutableList(int depth) throws UndecodableException, ClassNotFoundException {
    List<@Nullable Object> list = list(depth);
    return list.contains(null) ? Collections.unmodifiableList(list) : List.copyOf(list);
  }

  private <S extends Set<@Nullable Object>> S fill(S set, int depth) throws UndecodableException, ClassNotFoundException {
    int count = source.count(1);
    for (int i = 0; i < count; i++) {
      set.add(element(depth));
    }
    requireDistinct(set, count);
    return set;
  }

  private <M extends Map<@Nullable Object, @Nullable Object>> M fill(M map, int depth) throws UndecodableException, ClassNotFoundException {
    int count = source.count(2);
    for (int i = 0; i < count; i++) {
      Object key = element(depth);
      map.put(key, element(depth));
    }
    requireDistinct(map.keySet(), count);
    return map;
  }

  private @Nullable Object element(int depth) throws UndecodableException, ClassNotFoundException {
    context.element();
    return read(source.next(), depth);
  }

  private static void requireDistinct(Collection<?> elements, int count) throws UndecodableException {
    if (elements.size() != count) {
      throw UndecodableException.damaged("equal elements in a set");
    }
  }
}
