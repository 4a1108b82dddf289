package org.jdance.internal.serial;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import org.jdance.CacheSerializationException;
import org.jdance.internal.base.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one cache as bytes: equal keys have equal bytes, in every JVM.
 *
 * <p>{@link KeyWriter} says how. What it cannot promise is refused: the first key of each class is read back and written again, and must be
 * equal, with the same hash code and the same bytes.
 */
public final class KeySerializer {

  private static final String WHAT = "key";

  private static final String INSTEAD = "; or use a String, a number, a UUID, a List or a record of such";

  private final String cacheName;
  private final WeakReference<Class<?>> type;
  private final ClassPolicy policy;
  private final ClassResolver resolver;
  private final DecodeFailures failures;
  private final TimeSource time;
  private final StableKeyClasses stable = new StableKeyClasses();

  KeySerializer(SerializationSettings settings, ClassPolicy policy, ClassResolver resolver, DecodeFailures failures, TimeSource time) {
    this.cacheName = settings.cacheName();
    this.type = new WeakReference<>(settings.keyType());
    this.policy = policy;
    this.resolver = resolver;
    this.failures = failures;
    this.time = time;
  }

  /**
   * The bytes of a key, the same for all that are equal to it.
   *
   * @throws CacheSerializationException if the key isn't serializable, has no stable form, contains what is never read back, or is too large
   */
  public byte[] encode(Object key) {
    if (key.getClass() == String.class) {
      byte[] text = Strings.encodeAlone((String) key);
      if (text != null) {
        return text;
      }
    }
    WrittenClasses written = new WrittenClasses();
    try {
      byte[] bytes = encodeScalar(key, written);
      if (bytes == null) {
        bytes = encodeChecked(key, written);
      }
      policy.learn(written.all());
      return bytes;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw EncodeFailures.of(cacheName, WHAT, key, e);
    }
  }

  private static byte @Nullable [] encodeScalar(Object key, WrittenClasses written) {
    ByteSink sink = new ByteSink(ByteSink.MAX_KEY_BYTES);
    return Scalars.write(key, sink, written) ? sink.toBytes() : null;
  }

  private byte[] encodeChecked(Object key, WrittenClasses written) throws IOException {
    KeyWriter writer = new KeyWriter(written, stable, resolver);
    byte[] bytes = writer.encode(key);
    if (!writer.newClasses().isEmpty()) {
      requireStable(key, bytes, !writer.hasLeftOut());
      writer.newClasses().forEach(stable::add);
    }
    return bytes;
  }

  private void requireStable(Object key, byte[] bytes, boolean isWhole) throws IOException {
    Object copy = readBack(bytes);
    Class<?> expected = type.get();
    if (expected != null && !expected.isInstance(copy)) {
      throw new UnstorableException(
          "it comes back as " + copy.getClass().getName() + ", which is no " + expected.getName() + "; declare keys as List, Set or Map");
    }
    if (isWhole) {
      requireEqual(key, copy);
    }
    if (!Arrays.equals(bytes, encodeAgain(copy)) || !Arrays.equals(bytes, encodeAgain(key))) {
      throw new UnstorableException(
          "written again, it has other bytes; mark fields transient that change while the key stays equal, and let writeObject write the same"
              + INSTEAD);
    }
  }

  private static void requireEqual(Object key, Object copy) {
    if (!copy.equals(key) || !key.equals(copy)) {
      String problem =
          SerialTraits.hasOwnEquals(key.getClass())
              ? "read back, it is not equal to what was written; let equals compare only what is serialized, and by content"
              : "its class has no equals of its own, so that no other object is ever equal to it; give it equals and hashCode";
      throw new UnstorableException(problem + INSTEAD);
    }
    if (copy.hashCode() != key.hashCode()) {
      throw new UnstorableException("read back, it has another hashCode; let hashCode use only what equals compares" + INSTEAD);
    }
  }

  private byte[] encodeAgain(Object key) throws IOException {
    return new KeyWriter(new WrittenClasses(), stable, resolver).encode(key);
  }

  private Object readBack(byte[] bytes) {
    try {
      return KeyReader.decode(bytes, ReadContext.trusted(resolver), type.get());
    } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError | StackOverflowError e) {
      throw new UnstorableException(
          "it was written, but cannot be read back (" + e.getClass().getName() + "); declare its fields as List, Set or Map" + INSTEAD, e);
    }
  }

  /**
   * The key that bytes from the store stand for.
   *
   * @return null if they stand for none that may be read here, which is counted and logged now and then: there is no such entry
   */
  public @Nullable Object decode(byte[] bytes) {
    ReadContext context = ReadContext.guarded(policy, resolver, time, bytes.length);
    Class<?> expected = type.get();
    return GuardedReading.read(WHAT, context, expected, failures, () -> KeyReader.decode(bytes, context, expected));
  }
}
