package org.jdance.internal.serial;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The written list of collections with a compact encoding: these exact classes and no subclass. Those with private classes are known by
 * samples.
 *
 * <p>A {@code LinkedHashMap} comes back in insertion order, even if it was one in access order, which cannot be seen from outside.
 */
final class CollectionTags {

  /** What stands for a class that isn't on the list. */
  static final byte NONE = 0;

  private static final Map<Class<?>, Byte> TAGS = tags();

  /** Unmodifiable collections that hold their elements themselves. */
  private static final Set<Class<?>> SOLID =
      Set.of(
          Collections.emptyList().getClass(),
          Collections.emptySet().getClass(),
          Collections.emptyMap().getClass(),
          Collections.singletonList(1).getClass(),
          Collections.singleton(1).getClass(),
          Collections.singletonMap(1, 1).getClass());

  private CollectionTags() {}

  /** The tag for collections of this class, or {@link #NONE}. */
  static byte of(Class<?> type) {
    return TAGS.getOrDefault(type, NONE);
  }

  /** Whether a collection of that tag is sorted by a comparator, which is code. */
  static boolean hasComparator(byte tag, Object collection) {
    return (tag == Tag.TREE_MAP && ((TreeMap<?, ?>) collection).comparator() != null)
        || (tag == Tag.TREE_SET && ((TreeSet<?>) collection).comparator() != null);
  }

  /** Whether a collection of that tag is made of all its elements at once, so that none of them can refer to it. */
  static boolean isMadeAtOnce(byte tag) {
    return switch (tag) {
      case Tag.FIXED_LIST, Tag.IMMUTABLE_LIST, Tag.IMMUTABLE_SET, Tag.IMMUTABLE_MAP -> true;
      case Tag.UNMODIFIABLE_LIST, Tag.UNMODIFIABLE_SET, Tag.UNMODIFIABLE_MAP, Tag.COPY_ON_WRITE_LIST -> true;
      default -> false;
    };
  }

  /** Whether collections of the class show the content of another collection or array, which may lie elsewhere in a graph. */
  static boolean isView(Class<?> type) {
    return switch (of(type)) {
      case Tag.FIXED_LIST -> true;
      case Tag.UNMODIFIABLE_LIST, Tag.UNMODIFIABLE_SET, Tag.UNMODIFIABLE_MAP -> !SOLID.contains(type);
      default -> false;
    };
  }

  @SuppressWarnings("JdkObsolete") // applications store it, and it has unmodifiable views of another class than an ArrayList
  private static Map<Class<?>, Byte> tags() {
    Map<Class<?>, Byte> tags = new HashMap<>();
    tags.put(ArrayList.class, Tag.ARRAY_LIST);
    tags.put(HashSet.class, Tag.HASH_SET);
    tags.put(LinkedHashSet.class, Tag.LINKED_SET);
    tags.put(TreeSet.class, Tag.TREE_SET);
    tags.put(HashMap.class, Tag.HASH_MAP);
    tags.put(LinkedHashMap.class, Tag.LINKED_MAP);
    tags.put(TreeMap.class, Tag.TREE_MAP);
    tags.put(LinkedList.class, Tag.LINKED_LIST);
    tags.put(ArrayDeque.class, Tag.ARRAY_DEQUE);
    tags.put(ConcurrentHashMap.class, Tag.CONCURRENT_MAP);
    tags.put(CopyOnWriteArrayList.class, Tag.COPY_ON_WRITE_LIST);
    List<Object> fixed = List.of(Arrays.asList(1, 2));
    List<Object> immutableLists = List.of(List.of(), List.of(1), List.of(1, 2), List.of(1, 2, 3));
    List<Object> immutableSets = List.of(Set.of(), Set.of(1), Set.of(1, 2), Set.of(1, 2, 3));
    List<Object> immutableMaps = List.of(Map.of(), Map.of(1, 1), Map.of(1, 1, 2, 2));
    List<Object> unmodifiableLists =
        List.of(
            Collections.emptyList(),
            Collections.singletonList(1),
            Collections.unmodifiableList(new ArrayList<>()),
            Collections.unmodifiableList(new LinkedList<>()));
    List<Object> unmodifiableSets = List.of(Collections.emptySet(), Collections.singleton(1), Collections.unmodifiableSet(new HashSet<>()));
    List<Object> unmodifiableMaps =
        List.of(Collections.emptyMap(), Collections.singletonMap(1, 1), Collections.unmodifiableMap(new HashMap<>()));
    putAll(tags, fixed, Tag.FIXED_LIST);
    putAll(tags, immutableLists, Tag.IMMUTABLE_LIST);
    putAll(tags, immutableSets, Tag.IMMUTABLE_SET);
    putAll(tags, immutableMaps, Tag.IMMUTABLE_MAP);
    putAll(tags, unmodifiableLists, Tag.UNMODIFIABLE_LIST);
    putAll(tags, unmodifiableSets, Tag.UNMODIFIABLE_SET);
    putAll(tags, unmodifiableMaps, Tag.UNMODIFIABLE_MAP);
    return Map.copyOf(tags);
  }

  private static void putAll(Map<Class<?>, Byte> tags, List<Object> samples, byte tag) {
    for (Object sample : samples) {
      tags.put(sample.getClass(), tag);
    }
  }
}
