package org.jdance.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** How a client without JCache writes values: what an application would do by hand. */
final class ValueCodec {
  private static final int USUAL_SIZE = 1 << 10;

  private final ValueKind kind;

  ValueCodec(ValueKind kind) {
    this.kind = kind;
  }

  byte[] encode(Object value) {
    return switch (kind) {
      case STRING -> ((String) value).getBytes(StandardCharsets.UTF_8);
      case BYTES -> (byte[]) value;
      case SESSION -> serialized(value);
    };
  }

  Object decode(byte[] bytes) {
    return switch (kind) {
      case STRING -> new String(bytes, StandardCharsets.UTF_8);
      case BYTES -> bytes;
      case SESSION -> deserialized(bytes);
    };
  }

  private static byte[] serialized(Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
    try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
      output.writeObject(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static Object deserialized(byte[] bytes) {
    try (ObjectInputStream input = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return input.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
