package org.jdance.internal.serial;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a key, or a part of one, as a Java serialization stream that depends on its content only.
 *
 * <p>A plain stream shows which equal objects are the same object, because it writes each object once. So all equal objects are made one first:
 * strings, boxed values, and whatever else has an {@code equals} of its own. Lists, sets and maps are replaced by their canonical bytes, since
 * those of different classes, or with another history, may be equal; enum constants too, since a stream shares their names with equal strings.
 */
final class KeyOutput extends GraphOutput {

  /** Two objects of one class that are equal. */
  private record Same(Class<?> type, Object content) {}

  private final KeyWriter writer;
  private final int depth;
  private final Map<Object, Object> interned = new HashMap<>();
  private boolean rootSeen;

  KeyOutput(ByteSink sink, KeyWriter writer, int depth) throws IOException {
    super(sink, writer.written());
    this.writer = writer;
    this.depth = depth;
    enableReplaceObject(true);
  }

  @Override
  protected void annotateClass(Class<?> type) {
    if (type != CanonicalForm.class) {
      super.annotateClass(type);
      writer.meet(type);
    }
  }

  @Override
  protected @Nullable Object replaceObject(@Nullable Object object) throws IOException {
    boolean isRoot = !rootSeen;
    rootSeen = true;
    if (object == null) {
      return null;
    }
    if (object instanceof String text) {
      return intern(text, isTypeName(text) ? text.intern() : text);
    }
    if (object instanceof Enum || KeyWriter.isCollection(object)) {
      return canonical(object);
    }
    Class<?> type = object.getClass();
    Object reduced = DerivedFields.without(object);
    if (reduced != null) {
      writer.leaveOut();
    }
    if (isRoot || type.isArray()) {
      return reduced != null ? reduced : object;
    }
    if (SerialTraits.hasOwnEquals(type)) {
      return intern(new Same(type, object), reduced != null ? reduced : object);
    }
    return SerialTraits.hasReadResolve(type) ? standIn(object) : object;
  }

  /**
   * Whether a string may be equal to one that the stream itself writes, the type of a field. Those are interned ones, and shared with whatever is
   * the same object.
   */
  private static boolean isTypeName(String text) {
    return text.startsWith("[") || (text.startsWith("L") && text.endsWith(";"));
  }

  /** An object that stands for another in the stream, such as the one that {@code List.of} or {@code LocalDate} has itself written as. */
  private Object standIn(Object standIn) throws IOException {
    Object meant;
    try {
      meant = JavaSerialization.read(JavaSerialization.write(standIn), writer.resolver());
    } catch (ClassNotFoundException e) {
      return standIn;
    }
    return KeyWriter.isCollection(meant) ? canonical(meant) : intern(new Same(meant.getClass(), meant), standIn);
  }

  private Object canonical(Object object) throws IOException {
    byte[] encoded = writer.encode(object, depth + 1);
    return intern(ByteBuffer.wrap(encoded), new CanonicalForm(encoded));
  }

  private Object intern(Object content, Object object) {
    Object first = interned.putIfAbsent(content, object);
    return first == null ? object : first;
  }
}
