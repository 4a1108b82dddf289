package org.jdance.internal.serial;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes one value in its compact encoding, if it has one: a scalar, or a graph of scalars, arrays, the collections of {@link CollectionTags},
 * enum constants, records, and objects whose classes leave their serialization to Java. An object that occurs twice is written once.
 */
final class ValueWriter {

  private static final long MAX_SECONDS = 0xffff_ffffL;
  private static final int FIRST_ROOM = 256;

  private final ByteSink sink;
  private final WrittenClasses written;
  private final WrittenGraph graph = new WrittenGraph();
  private final GraphStrings.Written strings = new GraphStrings.Written();

  private ValueWriter(ByteSink sink, WrittenClasses written) {
    this.sink = sink;
    this.written = written;
  }

  /** The value's compact bytes, or null if it has none. */
  static byte @Nullable [] encode(Object value, WrittenClasses written) throws IOException {
    ByteSink sink = new ByteSink(ByteSink.MAX_VALUE_BYTES);
    if (value instanceof byte[] bytes) {
      writeBytes(bytes, sink);
      return sink.toBytes();
    }
    if (Scalars.write(value, sink, written)) {
      return sink.toBytes();
    }
    if (ClassForm.of(value.getClass()).kind() == ClassForm.Kind.NONE) {
      return null;
    }
    sink.require(FIRST_ROOM);
    ValueWriter writer = new ValueWriter(sink, written);
    try {
      writer.write(value, 0);
    } catch (NotCompactException e) {
      return null;
    }
    return writer.graph.mayBeViewed() ? null : sink.toBytes();
  }

  private static void writeBytes(byte[] bytes, ByteSink sink) {
    sink.require(1 + ByteSink.varintSize(bytes.length) + (long) bytes.length);
    sink.put(Tag.BYTES);
    sink.putVarint(bytes.length);
    sink.putBytes(bytes);
  }

  private void write(@Nullable Object value, int depth) throws IOException {
    if (value == null) {
      sink.put(Tag.NULL);
      return;
    }
    if (value instanceof String text) {
      strings.write(text, sink);
      return;
    }
    ClassForm form = ClassForm.of(value.getClass());
    switch (form.kind()) {
      case NONE -> throw NotCompactException.THE_ONE;
      case SCALAR -> writeScalar(value);
      case CONSTANT -> {
        sink.put(Tag.CONSTANT);
        writeClass(value.getClass(), form);
        strings.write(((Enum<?>) value).name(), sink);
      }
      default -> writeShared(value, form, depth);
    }
  }

  private void writeScalar(Object value) {
    if (value instanceof Instant moment && moment.getNano() == 0 && moment.getEpochSecond() >= 0 && moment.getEpochSecond() <= MAX_SECONDS) {
      sink.put(Tag.INSTANT_SECONDS);
      sink.putFixed(moment.getEpochSecond(), Integer.BYTES);
    } else if (value instanceof Duration duration && duration.toNanosPart() == 0) {
      sink.put(Tag.DURATION_SECONDS);
      sink.putZigzag(duration.toSeconds());
    } else {
      Scalars.write(value, sink, written);
    }
  }

  /** What keeps its identity: it is written once, and then by its number. */
  private void writeShared(Object value, ClassForm form, int depth) throws IOException {
    int number = graph.find(value);
    if (number != Numbering.NONE) {
      if (graph.isUnderWay(number)) {
        throw NotCompactException.THE_ONE;
      }
      sink.put(Tag.OBJECT_AGAIN);
      sink.putVarint(number);
      return;
    }
    if (depth == ReadLimits.MAX_NESTING) {
      throw NotCompactException.THE_ONE;
    }
    switch (form.kind()) {
      case COLLECTION -> writeCollection(value, form, depth + 1);
      case FIELDS -> writeFields(value, form, depth + 1);
      case OBJECTS -> writeObjects((Object[]) value, form, depth + 1);
      case PRIMITIVES -> {
        sink.put(form.tag());
        PrimitiveArrays.write(value, sink);
      }
      case BYTES -> writeBytes((byte[]) value, sink);
      case DATE -> Scalars.write(value, sink, written);
      case JAVA_PART -> {
        ByteSink part = new ByteSink(ByteSink.MAX_VALUE_BYTES);
        JavaSerialization.write(value, part, written);
        sink.put(Tag.JAVA_PART);
        sink.putVarint(part.size());
        sink.putBytes(part.toBytes());
      }
      default -> throw new IllegalStateException("no form");
    }
  }

  private void writeCollection(Object value, ClassForm form, int depth) throws IOException {
    byte tag = form.tag();
    if (CollectionTags.hasComparator(tag, value)) {
      throw NotCompactException.THE_ONE;
    }
    boolean atOnce = CollectionTags.isMadeAtOnce(tag);
    if (atOnce) {
      graph.begin(value);
    }
    if (value instanceof Map<?, ?> map) {
      writeMap(map, form, depth);
    } else {
      writeElements((Collection<?>) value, form, depth);
    }
    if (atOnce) {
      graph.end();
    }
  }

  private void writeElements(Collection<?> elements, ClassForm form, int depth) throws IOException {
    // One look at the collection, so that count and elements agree even if it is being changed.
    Object[] snapshot = elements.toArray();
    noteContent(elements, form, snapshot.length);
    if (form.tag() == Tag.ARRAY_LIST && snapshot.length <= Tag.MAX_FEW) {
      sink.put(Tag.SHORT_LIST + snapshot.length);
    } else {
      sink.put(form.tag());
      sink.putVarint(snapshot.length);
    }
    for (Object element : snapshot) {
      write(element, depth);
    }
  }

  private void noteContent(Collection<?> elements, ClassForm form, int size) {
    if (form.tag() == Tag.FIXED_LIST) {
      graph.content(WrittenGraph.OF_ARRAY, size, true);
    }
    int kind = elements instanceof List ? WrittenGraph.OF_LIST : elements instanceof Set ? WrittenGraph.OF_SET : -1;
    if (kind >= 0) {
      // What views of both kinds show may be a list of the kind that shows an array.
      graph.content(kind, size, form.isView() && form.tag() != Tag.FIXED_LIST);
    }
  }

  private void writeMap(Map<?, ?> map, ClassForm form, int depth) throws IOException {
    int size = map.size();
    graph.content(WrittenGraph.OF_MAP, size, form.isView());
    if (form.tag() == Tag.HASH_MAP && size <= Tag.MAX_FEW) {
      sink.put(Tag.SHORT_MAP + size);
    } else {
      sink.put(form.tag());
      sink.putVarint(size);
    }
    int entries = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      entries++;
      write(entry.getKey(), depth);
      write(entry.getValue(), depth);
    }
    if (entries != size) {
      throw new UnstorableException("it was changed while it was being stored; store a copy");
    }
  }

  private void writeObjects(Object[] array, ClassForm form, int depth) throws IOException {
    graph.content(WrittenGraph.OF_ARRAY, array.length, false);
    sink.put(Tag.OBJECTS);
    writeClass(array.getClass(), form);
    sink.putVarint(array.length);
    for (Object element : array) {
      write(element, depth);
    }
  }

  private void writeFields(Object value, ClassForm form, int depth) throws IOException {
    ObjectAccess access = Objects.requireNonNull(form.access());
    sink.put(Tag.FIELDS);
    writeClass(value.getClass(), form);
    if (access.isRecord()) {
      graph.begin(value);
    }
    try {
      for (FieldAccess field : access.fields()) {
        writeField(value, field, depth);
      }
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("fields do not throw", e);
    }
    if (access.isRecord()) {
      graph.end();
    }
  }

  private void writeField(Object value, FieldAccess field, int depth) throws Throwable {
    switch (field.kind()) {
      case 'L' -> write((Object) field.getter().invokeExact(value), depth);
      case 'I' -> sink.putZigzag((int) field.getter().invokeExact(value));
      case 'J' -> sink.putZigzag((long) field.getter().invokeExact(value));
      case 'Z' -> sink.put((boolean) field.getter().invokeExact(value) ? 1 : 0);
      case 'D' -> sink.putFixed(Double.doubleToRawLongBits((double) field.getter().invokeExact(value)), Double.BYTES);
      case 'F' -> sink.putFixed(Float.floatToRawIntBits((float) field.getter().invokeExact(value)), Float.BYTES);
      case 'S' -> sink.putZigzag((short) field.getter().invokeExact(value));
      case 'C' -> sink.putVarint((char) field.getter().invokeExact(value));
      default -> sink.put((byte) field.getter().invokeExact(value));
    }
  }

  /** A class that was named before by its number, doubled; a new one by the odd number of the length of its shape's bytes, and these. */
  private void writeClass(Class<?> objectsClass, ClassForm form) {
    Class<?> type = form.kind() == ClassForm.Kind.CONSTANT ? declaring(objectsClass) : objectsClass;
    int number = graph.findClass(type);
    if (number != Numbering.NONE) {
      sink.putVarint(2L * number);
      return;
    }
    Shape shape = Objects.requireNonNull(form.shape());
    if (form.access() == null) {
      written.add(type);
    } else {
      written.addReadable(type);
      addAbove(type, shape);
    }
    byte[] block = form.block(shape, graph.baseFor(shape.name()));
    sink.putVarint(2L * block.length + 1);
    sink.putBytes(block);
  }

  private void addAbove(Class<?> type, Shape shape) {
    Class<?> above = type;
    for (int i = 1; i < shape.levels().size(); i++) {
      above = above.getSuperclass();
      written.add(above);
    }
  }

  private static Class<?> declaring(Class<?> constantsClass) {
    return constantsClass.isEnum() ? constantsClass : constantsClass.getSuperclass();
  }

  /** Thrown within, where a graph turns out to have no compact encoding. */
  private static final class NotCompactException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("StaticAssignmentOfThrowable") // carries neither stack trace nor cause
    static final NotCompactException THE_ONE = new NotCompactException();

    private NotCompactException() {
      super(null, null, false, false);
    }
  }
}
