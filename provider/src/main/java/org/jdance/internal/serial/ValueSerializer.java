package org.jdance.internal.serial;

import java.io.IOException;
import java.lang.ref.WeakReference;
import org.jdance.CacheSerializationException;
import org.jdance.internal.base.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * The values of one cache as bytes.
 *
 * <p>Strings, boxed primitives, dates, numbers, enums, arrays, common collections, records and plain objects have compact encodings; any other
 * value is a Java serialization stream. Which classes are read back is {@link ClassPolicy}'s matter.
 */
public final class ValueSerializer {

  private static final String WHAT = "value";

  private final String cacheName;
  private final WeakReference<Class<?>> type;
  private final ClassPolicy policy;
  private final ClassResolver resolver;
  private final DecodeFailures failures;
  private final TimeSource time;
  private final ShapeTable shapes = new ShapeTable();

  ValueSerializer(SerializationSettings settings, ClassPolicy policy, ClassResolver resolver, DecodeFailures failures, TimeSource time) {
    this.cacheName = settings.cacheName();
    this.type = new WeakReference<>(settings.valueType());
    this.policy = policy;
    this.resolver = resolver;
    this.failures = failures;
    this.time = time;
  }

  /**
   * The bytes of a value, which other JVMs can read.
   *
   * @throws CacheSerializationException if the value isn't serializable, contains what is never read back, or is too large
   */
  public byte[] encode(Object value) {
    if (value.getClass() == String.class) {
      byte[] text = Strings.encodeAlone((String) value);
      if (text != null) {
        return text;
      }
    }
    WrittenClasses written = new WrittenClasses();
    try {
      byte[] bytes = ValueWriter.encode(value, written);
      if (bytes == null) {
        bytes = encodeByJava(value, written);
      }
      policy.learn(written.all());
      return bytes;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw EncodeFailures.of(cacheName, WHAT, value, e);
    }
  }

  private static byte[] encodeByJava(Object value, WrittenClasses written) throws IOException {
    ByteSink sink = new ByteSink(ByteSink.MAX_VALUE_BYTES);
    sink.put(Tag.JAVA);
    JavaSerialization.write(value, sink, written);
    return sink.toBytes();
  }

  /**
   * The value that bytes from the store stand for.
   *
   * @return null if they stand for none that may be read here, which is counted, logged now and then, and means a miss
   */
  public @Nullable Object decode(byte[] bytes) {
    return decode(bytes, 0, bytes.length);
  }

  /** The same of a part of an array. */
  public @Nullable Object decode(byte[] bytes, int offset, int length) {
    Class<?> expected = type.get();
    if (expected == String.class || expected == Object.class) {
      String text = Strings.readAlone(bytes, offset, length);
      if (text != null) {
        return text;
      }
    }
    ReadContext context = ReadContext.guarded(policy, resolver, time, length);
    return GuardedReading.read(WHAT, context, expected, failures, () -> ValueReader.decode(new ByteSource(bytes, offset, length), context, shapes));
  }
}
