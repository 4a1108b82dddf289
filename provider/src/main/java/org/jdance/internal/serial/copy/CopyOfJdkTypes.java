package org.jdance.internal.serial.copy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The plans for classes of the JDK, each for exactly that class. What is not here goes through Java serialization; so do, on purpose, the
 * wrappers of {@link Collections} (unmodifiable, synchronized, checked), which hide a collection that the graph may hold elsewhere too.
 */
final class CopyOfJdkTypes {

  private CopyOfJdkTypes() {}

  /** All plans by class. */
  static Map<Class<?>, CopyPlan> plans() {
    Map<Class<?>, CopyPlan> plans = new HashMap<>();
    for (Class<?> type : ImmutableTypes.OF_THE_JDK) {
      add(plans, new CopyNothing(type));
    }
    addOneStep(plans);
    addCollections(plans);
    addMaps(plans);
    addUnmodifiable(plans);
    return plans;
  }

  /** The plan for one class of arrays of a primitive type. */
  static CopyPlan primitiveArray(Class<?> type) {
    UnaryOperator<Object> step;
    if (type == byte[].class) {
      step = array -> ((byte[]) array).clone();
    } else if (type == int[].class) {
      step = array -> ((int[]) array).clone();
    } else if (type == long[].class) {
      step = array -> ((long[]) array).clone();
    } else if (type == double[].class) {
      step = array -> ((double[]) array).clone();
    } else if (type == char[].class) {
      step = array -> ((char[]) array).clone();
    } else if (type == float[].class) {
      step = array -> ((float[]) array).clone();
    } else if (type == short[].class) {
      step = array -> ((short[]) array).clone();
    } else {
      step = array -> ((boolean[]) array).clone();
    }
    return new CopyInOneStep(type, step);
  }

  // Users store such objects, and copies are of the same class.
  @SuppressWarnings({"JavaUtilDate", "JdkObsolete", "UnnecessaryStringBuilder"})
  private static void addOneStep(Map<Class<?>, CopyPlan> plans) {
    add(plans, new CopyInOneStep(Date.class, date -> new Date(((Date) date).getTime())));
    add(plans, new CopyInOneStep(BitSet.class, bits -> ((BitSet) bits).clone()));
    add(plans, new CopyInOneStep(StringBuilder.class, text -> new StringBuilder((StringBuilder) text)));
    add(plans, new CopyInOneStep(StringBuffer.class, text -> new StringBuffer((StringBuffer) text)));
    add(plans, new CopyInOneStep(AtomicBoolean.class, value -> new AtomicBoolean(((AtomicBoolean) value).get())));
    add(plans, new CopyInOneStep(AtomicInteger.class, value -> new AtomicInteger(((AtomicInteger) value).get())));
    add(plans, new CopyInOneStep(AtomicLong.class, value -> new AtomicLong(((AtomicLong) value).get())));
  }

  @SuppressWarnings("JdkObsolete") // Users store linked lists.
  private static void addCollections(Map<Class<?>, CopyPlan> plans) {
    add(plans, new CopyOfCollection(ArrayList.class, ArrayList::new, (list, pass) -> new ArrayList<>(list.size())));
    add(plans, new CopyOfCollection(LinkedList.class, LinkedList::new, (list, pass) -> new LinkedList<>()));
    add(plans, new CopyOfCollection(CopyOnWriteArrayList.class, CopyOnWriteArrayList::new, (list, pass) -> new CopyOnWriteArrayList<>()));
    add(plans, new CopyOfCollection(ArrayDeque.class, ArrayDeque::new, (deque, pass) -> new ArrayDeque<>(deque.size())));
    CopyOfCollection.Empty hashSet = (set, pass) -> new HashSet<>(tableSize(set.size()));
    CopyOfCollection.Empty linkedHashSet = (set, pass) -> new LinkedHashSet<>(tableSize(set.size()));
    CopyOfCollection.Empty treeSet = (set, pass) ->
        new TreeSet<>(CopyOfCollection.comparator(((SortedSet<Object>) set).comparator(), pass));
    add(plans, new CopyOfCollection(HashSet.class, CopyOfJdkTypes::sameElements, hashSet));
    add(plans, new CopyOfCollection(LinkedHashSet.class, LinkedHashSet::new, linkedHashSet));
    add(plans, new CopyOfCollection(TreeSet.class, set -> new TreeSet<>((SortedSet<Object>) set), treeSet));
    add(plans, new CopyOfArrayAsList(Arrays.asList().getClass()));
    add(plans, new CopyOfAtomicReference());
  }

  private static void addMaps(Map<Class<?>, CopyPlan> plans) {
    add(plans, new CopyOfMap(HashMap.class, CopyOfJdkTypes::sameEntries, (map, pass) -> new HashMap<>(tableSize(map.size()))));
    // Only a clone is in the same order, that of access or that of insertion; nothing else tells which it is.
    add(plans, new CopyOfMap(LinkedHashMap.class, map -> linkedClone(map), (map, pass) -> cleared(linkedClone(map))));
    // Only a clone knows the enum of an empty map.
    add(plans, new CopyOfMap(EnumMap.class, map -> enumClone(map), (map, pass) -> cleared(enumClone(map))));
    add(plans, new CopyOfMap(ConcurrentHashMap.class, ConcurrentHashMap::new, (map, pass) -> new ConcurrentHashMap<>(map.size())));
    add(plans, new CopyOfMap(TreeMap.class, map -> new TreeMap<>((SortedMap<Object, Object>) map),
        (map, pass) -> new TreeMap<>(CopyOfCollection.comparator(((SortedMap<Object, Object>) map).comparator(), pass))));
  }

  private static void addUnmodifiable(Map<Class<?>, CopyPlan> plans) {
    add(plans, new CopyOfUnmodifiable(List.of(1).getClass(), (list, copies) -> List.of(copies)));
    add(plans, new CopyOfUnmodifiable(List.of().getClass(), CopyOfJdkTypes::longerList));
    add(plans, new CopyOfUnmodifiable(Set.of(1).getClass(), (set, copies) -> Set.of(copies)));
    add(plans, new CopyOfUnmodifiable(Set.of().getClass(), (set, copies) -> Set.of(copies)));
    add(plans, new CopyOfUnmodifiable(Collections.singletonList(1).getClass(), (list, copies) -> Collections.singletonList(copies[0])));
    add(plans, new CopyOfUnmodifiable(Collections.singleton(1).getClass(), (set, copies) -> Collections.singleton(copies[0])));
    add(plans, new CopyOfUnmodifiableMap(Map.of(1, 1).getClass(), CopyOfJdkTypes::mapOf));
    add(plans, new CopyOfUnmodifiableMap(Map.of().getClass(), CopyOfJdkTypes::mapOf));
    add(plans, new CopyOfUnmodifiableMap(Collections.singletonMap(1, 1).getClass(),
        entries -> Collections.singletonMap(entries.get(0).getKey(), entries.get(0).getValue())));
  }

  private static void add(Map<Class<?>, CopyPlan> plans, CopyPlan plan) {
    plans.put(plan.type, plan);
  }

  /** The capacity that serialization gives to a hash table of so many entries, so that the iteration order is the same, too. */
  private static int tableSize(int entries) {
    return (int) Math.min(Integer.MAX_VALUE, Math.max(16, entries / 0.75 + 1));
  }

  private static Map<Object, Object> sameEntries(Map<Object, Object> original) {
    Map<Object, Object> copy = new HashMap<>(tableSize(original.size()));
    copy.putAll(original);
    return copy;
  }

  private static Collection<Object> sameElements(Collection<Object> original) {
    Collection<Object> copy = new HashSet<>(tableSize(original.size()));
    copy.addAll(original);
    return copy;
  }

  @SuppressWarnings("unchecked") // A clone is of the type of its original.
  private static Map<Object, Object> linkedClone(Map<Object, Object> original) {
    return (Map<Object, Object>) ((LinkedHashMap<Object, Object>) original).clone();
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // The type of the enum is not known here.
  private static Map<Object, Object> enumClone(Map<?, ?> original) {
    return (Map<Object, Object>) (Map) ((EnumMap) original).clone();
  }

  private static Map<Object, Object> cleared(Map<Object, Object> map) {
    map.clear();
    return map;
  }

  /** A list of {@link List#of} or, with other rules about null, of {@link java.util.stream.Stream#toList}: both are of one class. */
  private static Object longerList(Collection<?> original, @Nullable Object[] copies) {
    boolean withoutNull = Arrays.stream(copies).allMatch(Objects::nonNull) && List.copyOf(original) == original;
    return withoutNull ? List.of(copies) : Arrays.stream(copies).toList();
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // An array of a generic type can't be made otherwise.
  private static Object mapOf(List<Map.Entry<Object, Object>> entries) {
    return Map.ofEntries(entries.toArray(new Map.Entry[0]));
  }
}
