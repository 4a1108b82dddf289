package org.jdance.internal.serial;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes one key so that equal keys have equal bytes.
 *
 * <p>Scalars have one form each. A list, set or map of any class is written by its content, because {@link List}, {@link Set} and {@link Map}
 * define equality by that: lists in their order, sets and maps in the order of their elements' bytes. Everything else is a Java serialization
 * stream of the kind that {@link KeyOutput} writes.
 */
final class KeyWriter {

  private final WrittenClasses written;
  private final StableKeyClasses stable;
  private final ClassResolver resolver;
  private final Set<Class<?>> newClasses = new HashSet<>();
  private boolean leftOut;

  KeyWriter(WrittenClasses written, StableKeyClasses stable, ClassResolver resolver) {
    this.written = written;
    this.stable = stable;
    this.resolver = resolver;
  }

  /** The bytes of a key that isn't null. */
  byte[] encode(Object key) throws IOException {
    return encode(key, 0);
  }

  /** The classes in the key whose keys have not been checked yet. */
  Set<Class<?>> newClasses() {
    return newClasses;
  }

  /** A part of the key is written without what it derives from the rest. */
  void leaveOut() {
    leftOut = true;
  }

  /** Whether the key lacks something when it is read back, so that it need not be equal. */
  boolean hasLeftOut() {
    return leftOut;
  }

  WrittenClasses written() {
    return written;
  }

  ClassResolver resolver() {
    return resolver;
  }

  /** Takes note of a class that occurs in the key. */
  void meet(Class<?> type) {
    if (stable.isNew(type)) {
      newClasses.add(type);
    }
  }

  /** The bytes of a part that lies in an object which is itself written by Java serialization. */
  byte[] encode(Object part, int depth) throws IOException {
    ByteSink sink = new ByteSink(ByteSink.MAX_KEY_BYTES);
    write(part, sink, depth, false);
    return sink.toBytes();
  }

  /**
   * Writes a key or a part of one.
   *
   * @param inHash whether it lies in a set or map, where only what has a compact encoding may be
   */
  private void write(@Nullable Object part, ByteSink sink, int depth, boolean inHash) throws IOException {
    if (part == null) {
      sink.put(Tag.NULL);
      return;
    }
    if (Scalars.write(part, sink, written)) {
      return;
    }
    refuseWithoutContent(part);
    if (depth > ReadLimits.MAX_NESTING) {
      throw new UnstorableException("it is nested too deep, or contains itself; use a key of fewer levels");
    }
    if (part instanceof List<?> list) {
      meet(part.getClass());
      writeList(list, sink, depth, inHash);
    } else if (part instanceof Set<?> set) {
      meet(part.getClass());
      writeSet(set, sink, depth);
    } else if (part instanceof Map<?, ?> map) {
      meet(part.getClass());
      writeMap(map, sink, depth);
    } else if (inHash) {
      throw new UnstorableException(
          "a set or map in it contains "
              + part.getClass().getName()
              + ", which has no order of its own in bytes; let sets and maps in keys have strings, numbers, dates or enums only, or use a List");
    } else {
      writeByJava(part, sink, depth);
    }
  }

  /** Refuses what isn't equal by its content. */
  private static void refuseWithoutContent(Object part) {
    Class<?> type = part.getClass();
    if (type.isArray()) {
      throw new UnstorableException("an array (" + type.getTypeName() + ") equals only itself; use a List or a String, or a record that has one");
    }
    if (part instanceof Class<?>) {
      throw new UnstorableException("a Class differs between class loaders and JVMs; use its name");
    }
    if (part instanceof IdentityHashMap) {
      throw new UnstorableException("an IdentityHashMap compares by identity, which bytes don't have; use a HashMap");
    }
    boolean hasComparator =
        (part instanceof SortedSet<?> set && set.comparator() != null) || (part instanceof SortedMap<?, ?> map && map.comparator() != null);
    if (hasComparator) {
      throw new UnstorableException("a " + type.getName() + " with a comparator has an equality of its own; use one without, or a HashSet or HashMap");
    }
  }

  private void writeList(List<?> list, ByteSink sink, int depth, boolean inHash) throws IOException {
    Object[] elements = list.toArray();
    sink.put(Tag.KEY_LIST);
    sink.putVarint(elements.length);
    for (Object element : elements) {
      write(element, sink, depth + 1, inHash);
    }
  }

  private void writeSet(Set<?> set, ByteSink sink, int depth) throws IOException {
    Object[] elements = set.toArray();
    byte[][] encoded = new byte[elements.length][];
    for (int i = 0; i < elements.length; i++) {
      encoded[i] = encodeInHash(elements[i], depth);
    }
    Arrays.sort(encoded, Arrays::compareUnsigned);
    sink.put(Tag.KEY_SET);
    sink.putVarint(encoded.length);
    for (int i = 0; i < encoded.length; i++) {
      if (i > 0 && Arrays.equals(encoded[i - 1], encoded[i])) {
        throw new UnstorableException("a set in it has equal elements twice, so it compares by something else; use a HashSet");
      }
      sink.putBytes(encoded[i]);
    }
  }

  private void writeMap(Map<?, ?> map, ByteSink sink, int depth) throws IOException {
    Object[] entries = map.entrySet().toArray();
    byte[][][] encoded = new byte[entries.length][][];
    for (int i = 0; i < entries.length; i++) {
      Map.Entry<?, ?> entry = (Map.Entry<?, ?>) entries[i];
      encoded[i] = new byte[][] {encodeInHash(entry.getKey(), depth), encodeInHash(entry.getValue(), depth)};
    }
    Arrays.sort(encoded, (a, b) -> Arrays.compareUnsigned(a[0], b[0]));
    sink.put(Tag.KEY_MAP);
    sink.putVarint(encoded.length);
    for (int i = 0; i < encoded.length; i++) {
      if (i > 0 && Arrays.equals(encoded[i - 1][0], encoded[i][0])) {
        throw new UnstorableException("a map in it has equal keys twice, so it compares by something else; use a HashMap");
      }
      sink.putBytes(encoded[i][0]);
      sink.putBytes(encoded[i][1]);
    }
  }

  private byte[] encodeInHash(@Nullable Object element, int depth) throws IOException {
    ByteSink sink = new ByteSink(ByteSink.MAX_KEY_BYTES);
    write(element, sink, depth + 1, true);
    return sink.toBytes();
  }

  private void writeByJava(Object part, ByteSink sink, int depth) throws IOException {
    // Asked for before every writing, so that a key which remembers it in a field that is serialized has always done so.
    int unusedHash = part.hashCode();
    ByteSink stream = new ByteSink(ByteSink.MAX_KEY_BYTES);
    try (KeyOutput out = new KeyOutput(stream, this, depth)) {
      out.writeObject(part);
    }
    sink.put(Tag.KEY_JAVA);
    sink.putVarint(stream.size());
    sink.putBytes(stream.toBytes());
  }

  /** Whether the object is written by its content. */
  static boolean isCollection(Object object) {
    return object instanceof List || object instanceof Set || object instanceof Map;
  }
}
