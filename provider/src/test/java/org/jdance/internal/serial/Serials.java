package org.jdance.internal.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import org.jdance.internal.base.TimeSource;

/** What the tests of this package share. */
final class Serials {

  private Serials() {}

  /** A serialization with declared types that say nothing, and no learning. */
  static Serialization strict(String... allow) {
    return new Serialization(
        new SerializationSettings("orders", Serials.class.getClassLoader(), Object.class, Object.class, false, List.of(allow)),
        TimeSource.system());
  }

  /** A serialization as an application has it that configures nothing. */
  static Serialization learning() {
    return learning(Serials.class.getClassLoader());
  }

  static Serialization learning(ClassLoader loader) {
    return new Serialization(
        new SerializationSettings("orders", loader, Object.class, Object.class, true, List.of()), TimeSource.system());
  }

  static Serialization declaring(Class<?> keyType, Class<?> valueType) {
    return new Serialization(
        new SerializationSettings("orders", Serials.class.getClassLoader(), keyType, valueType, false, List.of()), TimeSource.system());
  }

  /** The bytes of a value as an attacker would make them: plain Java serialization behind our tag. */
  static byte[] foreign(Object value) {
    return foreignStream(javaBytes(value));
  }

  static byte[] foreignStream(byte[] stream) {
    byte[] bytes = new byte[stream.length + 1];
    bytes[0] = Tag.JAVA;
    System.arraycopy(stream, 0, bytes, 1, stream.length);
    return bytes;
  }

  static byte[] javaBytes(Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** Requires that keys have the same bytes. */
  static void assertSameKey(Serialization serialization, Object a, Object b) {
    assertEquals(a, b, "the test itself: keys must be equal");
    byte[] bytes = serialization.keys().encode(a);
    assertArrayEquals(bytes, serialization.keys().encode(b), () -> a.getClass() + " and " + b.getClass());
  }
}
