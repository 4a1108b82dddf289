package org.jdance.internal.serial;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ValueWriter} and, for other values, Java serialization have written. */
final class ValueReader {

  private final ByteSource source;
  private final ReadContext context;
  private final ShapeTable shapes;
  private final ReadGraph graph;
  private final GraphStrings.Read strings = new GraphStrings.Read();

  private ValueReader(ByteSource source, ReadContext context, ShapeTable shapes) {
    this.source = source;
    this.context = context;
    this.shapes = shapes;
    this.graph = new ReadGraph(context, source.remaining());
  }

  /** The value, for which all bytes are used; fails with an exception of any kind if they are none. */
  static Object decode(ByteSource source, ReadContext context, ShapeTable shapes) throws IOException, ClassNotFoundException {
    byte tag = source.next();
    Object value = tag == Tag.JAVA ? JavaSerialization.read(source, context) : new ValueReader(source, context, shapes).read(tag, 0);
    source.requireEnd();
    if (value == null) {
      throw UndecodableException.damaged("a null");
    }
    return value;
  }

  private @Nullable Object read(byte tag, int depth) throws IOException, ClassNotFoundException {
    String text = strings.read(tag, source);
    if (text != null) {
      return text;
    }
    return switch (tag) {
      case Tag.NULL -> null;
      case Tag.INSTANT_SECONDS -> Instant.ofEpochSecond(source.fixed(Integer.BYTES));
      case Tag.DURATION_SECONDS -> Duration.ofSeconds(source.zigzag());
      case Tag.CONSTANT -> constant();
      case Tag.OBJECT_AGAIN -> graph.again(source.varint());
      case Tag.DATE, Tag.BYTES, Tag.JAVA_PART -> part(tag);
      default -> {
        Object scalar = Scalars.read(tag, source, context);
        yield scalar != null ? scalar : shared(tag, depth + 1);
      }
    };
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // that the class is one of an enum is known at run time only
  private Object constant() throws UndecodableException, ClassNotFoundException {
    ReadClass named = readClass();
    String name = strings.read(source.next(), source);
    if (named.shape().kind() != Shape.Kind.ENUM || name == null) {
      throw UndecodableException.damaged("an enum was expected");
    }
    return Enum.valueOf((Class<? extends Enum>) named.type(), name);
  }

  private Object part(byte tag) throws IOException, ClassNotFoundException {
    int number = graph.reserve();
    Object part =
        switch (tag) {
          case Tag.BYTES -> source.copy(source.length());
          case Tag.JAVA_PART -> javaPart();
          default -> Objects.requireNonNull(Scalars.read(tag, source, context));
        };
    graph.finish(number);
    return graph.put(number, part);
  }

  private Object javaPart() throws IOException, ClassNotFoundException {
    int length = source.length();
    ByteArrayInputStream in = new ByteArrayInputStream(source.array(), source.skip(length), length);
    try (GraphInput part = new GraphInput(in, length, context)) {
      return JavaSerialization.readWhole(part, in);
    }
  }

  private Object shared(byte tag, int depth) throws IOException, ClassNotFoundException {
    if (depth > ReadLimits.MAX_NESTING) {
      throw UndecodableException.damaged("nested too deep");
    }
    int number = graph.reserve();
    Object object = shared(tag, number, depth);
    graph.finish(number);
    return object;
  }

  @SuppressWarnings("JdkObsolete") // what was a LinkedList comes back as one
  private Object shared(byte tag, int number, int depth) throws IOException, ClassNotFoundException {
    int code = tag & 0xff;
    if (code >= Tag.SHORT_LIST && code <= Tag.SHORT_LIST + Tag.MAX_FEW) {
      return list(number, source.justified(code - Tag.SHORT_LIST, 1), depth);
    }
    if (code >= Tag.SHORT_MAP && code <= Tag.SHORT_MAP + Tag.MAX_FEW) {
      int count = source.justified(code - Tag.SHORT_MAP, 2);
      return fill(graph.put(number, new HashMap<>(room(count))), count, depth);
    }
    return switch (tag) {
      case Tag.FIELDS -> object(number, depth);
      case Tag.OBJECTS -> objects(number, depth);
      case Tag.BOOLEANS, Tag.SHORTS, Tag.CHARS, Tag.INTS, Tag.LONGS, Tag.FLOATS, Tag.DOUBLES ->
          graph.put(number, PrimitiveArrays.read(tag, source));
      case Tag.ARRAY_LIST -> list(number, source.count(1), depth);
      case Tag.LINKED_LIST -> fill(graph.put(number, new LinkedList<>()), source.count(1), depth);
      case Tag.ARRAY_DEQUE -> fill(graph.put(number, new ArrayDeque<>()), source.count(1), depth);
      case Tag.HASH_SET -> fillSet(number, new HashSet<>(), depth);
      case Tag.LINKED_SET -> fillSet(number, new LinkedHashSet<>(), depth);
      case Tag.TREE_SET -> fillSet(number, new TreeSet<>(), depth);
      case Tag.HASH_MAP -> fill(graph.put(number, new HashMap<>()), source.count(2), depth);
      case Tag.LINKED_MAP -> fill(graph.put(number, new LinkedHashMap<>()), source.count(2), depth);
      case Tag.TREE_MAP -> fill(graph.put(number, new TreeMap<>()), source.count(2), depth);
      case Tag.CONCURRENT_MAP -> fill(graph.put(number, new ConcurrentHashMap<>()), source.count(2), depth);
      default -> graph.put(number, madeAtOnce(tag, depth));
    };
  }

  /** What nothing in it can refer to. */
  private Object madeAtOnce(byte tag, int depth) throws IOException, ClassNotFoundException {
    return switch (tag) {
      case Tag.FIXED_LIST -> Arrays.asList(elements(depth).toArray());
      case Tag.IMMUTABLE_LIST -> immutableList(elements(depth));
      case Tag.UNMODIFIABLE_LIST -> Collections.unmodifiableList(elements(depth));
      case Tag.COPY_ON_WRITE_LIST -> new CopyOnWriteArrayList<>(elements(depth));
      case Tag.IMMUTABLE_SET -> Set.copyOf(fillSet(new HashSet<>(), depth));
      case Tag.UNMODIFIABLE_SET -> Collections.unmodifiableSet(fillSet(new LinkedHashSet<>(), depth));
      case Tag.IMMUTABLE_MAP -> Map.copyOf(fill(new HashMap<>(), source.count(2), depth));
      case Tag.UNMODIFIABLE_MAP -> Collections.unmodifiableMap(fill(new LinkedHashMap<>(), source.count(2), depth));
      default -> throw UndecodableException.damaged("unknown tag " + tag);
    };
  }

  private List<@Nullable Object> list(int number, int count, int depth) throws IOException, ClassNotFoundException {
    return fill(graph.put(number, new ArrayList<>(count)), count, depth);
  }

  private List<@Nullable Object> elements(int depth) throws IOException, ClassNotFoundException {
    int count = source.count(1);
    return fill(new ArrayList<>(count), count, depth);
  }

  /** A list as {@code Stream.toList()} makes it has the same class as one of {@code List.of}, but may have nulls. */
  private static List<?> immutableList(List<@Nullable Object> list) {
    return list.contains(null) ? Collections.unmodifiableList(list) : List.copyOf(list);
  }

  private <C extends Collection<@Nullable Object>> C fill(C collection, int count, int depth) throws IOException, ClassNotFoundException {
    for (int i = 0; i < count; i++) {
      collection.add(element(depth));
    }
    return collection;
  }

  private Object fillSet(int number, Set<@Nullable Object> set, int depth) throws IOException, ClassNotFoundException {
    return fillSet(graph.put(number, set), depth);
  }

  private <S extends Set<@Nullable Object>> S fillSet(S set, int depth) throws IOException, ClassNotFoundException {
    int count = source.count(1);
    for (int i = 0; i < count; i++) {
      long before = graph.work();
      Object element = element(depth);
      graph.requireHashable(graph.work() - before - 1);
      set.add(element);
    }
    requireDistinct(set, count);
    return set;
  }

  private <M extends Map<@Nullable Object, @Nullable Object>> M fill(M map, int count, int depth) throws IOException, ClassNotFoundException {
    for (int i = 0; i < count; i++) {
      long before = graph.work();
      Object key = element(depth);
      graph.requireHashable(graph.work() - before - 1);
      map.put(key, element(depth));
    }
    requireDistinct(map.keySet(), count);
    return map;
  }

  private static int room(int count) {
    return count + count / 2 + 1;
  }

  private @Nullable Object element(int depth) throws IOException, ClassNotFoundException {
    graph.element();
    return read(source.next(), depth);
  }

  private Object objects(int number, int depth) throws IOException, ClassNotFoundException {
    ReadClass named = readClass();
    if (named.shape().kind() != Shape.Kind.ARRAY) {
      throw UndecodableException.damaged("an array was expected");
    }
    Object[] array = (Object[]) Array.newInstance(named.type().getComponentType(), source.count(1));
    graph.put(number, array);
    for (int i = 0; i < array.length; i++) {
      array[i] = element(depth);
    }
    return array;
  }

  private Object object(int number, int depth) throws IOException, ClassNotFoundException {
    ReadClass named = readClass();
    ObjectAccess access = named.access();
    FieldBinding binding = named.binding();
    if (access == null || binding == null) {
      throw UndecodableException.damaged("an object was expected");
    }
    try {
      return access.isRecord() ? graph.put(number, record(access, binding, depth)) : fields(number, access, binding, depth);
    } catch (IOException | ClassNotFoundException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      // What the constructor of a record threw.
      throw UndecodableException.of(e);
    }
  }

  private Object fields(int number, ObjectAccess access, FieldBinding binding, int depth) throws Throwable {
    Object object = graph.put(number, access.allocate());
    for (int i = 0; i < binding.size(); i++) {
      FieldAccess target = binding.target(i);
      if (target == null) {
        component(binding.kind(i), depth);
      } else {
        set(object, binding.kind(i), Objects.requireNonNull(target.setter()), depth);
      }
    }
    return object;
  }

  private Object record(ObjectAccess access, FieldBinding binding, int depth) throws Throwable {
    @Nullable Object[] components = access.absent();
    for (int i = 0; i < binding.size(); i++) {
      Object component = component(binding.kind(i), depth);
      if (binding.component(i) != FieldBinding.GONE) {
        components[binding.component(i)] = component;
      }
    }
    return access.make(components);
  }

  private void set(Object object, char kind, MethodHandle setter, int depth) throws Throwable {
    switch (kind) {
      case 'L' -> setter.invokeExact(object, element(depth));
      case 'I' -> setter.invokeExact(object, source.zigzagInt());
      case 'J' -> setter.invokeExact(object, source.zigzag());
      case 'Z' -> setter.invokeExact(object, PrimitiveArrays.truth(source));
      case 'D' -> setter.invokeExact(object, Double.longBitsToDouble(source.fixed(Double.BYTES)));
      case 'F' -> setter.invokeExact(object, Float.intBitsToFloat((int) source.fixed(Float.BYTES)));
      case 'S' -> setter.invokeExact(object, PrimitiveArrays.shortInt(source));
      case 'C' -> setter.invokeExact(object, PrimitiveArrays.character(source));
      default -> setter.invokeExact(object, source.next());
    }
  }

  private @Nullable Object component(char kind, int depth) throws IOException, ClassNotFoundException {
    return switch (kind) {
      case 'L' -> element(depth);
      case 'I' -> (Object) source.zigzagInt();
      case 'J' -> (Object) source.zigzag();
      case 'Z' -> (Object) PrimitiveArrays.truth(source);
      case 'D' -> (Object) Double.longBitsToDouble(source.fixed(Double.BYTES));
      case 'F' -> (Object) Float.intBitsToFloat((int) source.fixed(Float.BYTES));
      case 'S' -> (Object) PrimitiveArrays.shortInt(source);
      case 'C' -> (Object) PrimitiveArrays.character(source);
      default -> (Object) source.next();
    };
  }

  private ReadClass readClass() throws UndecodableException, ClassNotFoundException {
    long head = source.varint();
    if ((head & 1) == 0) {
      return graph.classOf(head >>> 1);
    }
    int length = source.justified(head >>> 1, 1);
    int from = source.skip(length);
    String base = graph.base();
    Shape known = shapes.find(source.array(), from, length, base);
    ReadClass named = ReadClass.of(known != null ? known : ShapeBytes.read(source.array(), from, length, base), context);
    if (known == null) {
      shapes.remember(named.lasting(), source.array(), from, length, base);
    }
    graph.add(named);
    return named;
  }

  private void requireDistinct(Collection<?> elements, int count) throws UndecodableException {
    if (elements.size() != count) {
      throw UndecodableException.damaged("equal elements in a set");
    }
  }
}
