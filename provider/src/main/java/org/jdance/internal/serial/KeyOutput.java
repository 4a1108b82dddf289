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
 * those of different classes, or with another history, may be equal.
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
    super.annotateClass(type);
    writer.meet(type);
  }

  @Override
  protected @Nullable Object replaceObject(@Nullable Object object) throws IOException {
    boolean isRoot = !rootSeen;
    rootSeen = true;
    if (object == null) {
      return null;
    }
    if (object instanceof String text) {
      // A copy, never the very string: the stream's own strings (names of types) are shared with those that happen to be the same object.
      return interned.computeIfAbsent(text, equal -> new String(text.toCharArray()));
    }
    if (KeyWriter.isCollection(object)) {
      return canonical(object);
    }
    Class<?> type = object.getClass();
    if (isRoot || type.isArray()) {
      return object;
    }
    if (SerialTraits.hasOwnEquals(type)) {
      return intern(new Same(type, object), object);
    }
    return SerialTraits.hasReadResolve(type) ? standIn(object) : object;
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

  private Object canonical(Object collection) throws IOException {
    byte[] encoded = writer.encode(collection, depth + 1);
    return intern(ByteBuffer.wrap(encoded), new CanonicalCollection(encoded));
  }

  private Object intern(Object content, Object object) {
    Object first = interned.putIfAbsent(content, object);
    return first == null ? object : first;
  }
}
