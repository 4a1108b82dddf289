package org.jdance.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The kinds of values that are cached. */
enum ValueKind {
  /** A String of {@value #SIZE} ASCII characters: immutable, so that a cache by value need not copy it. */
  STRING("string", String.class) {
    @Override
    Object create(int number) {
      return text(number);
    }

    @Override
    void change(Object value) {
      throw new UnsupportedOperationException("A String cannot be changed.");
    }
  },

  /** An array of {@value #SIZE} bytes: mutable, cheap to copy. */
  BYTES("bytes", byte[].class) {
    @Override
    Object create(int number) {
      return text(number).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    void change(Object value) {
      ((byte[]) value)[0]++;
    }
  },

  /** A web session: a mutable graph of objects that only Java serialization describes. */
  SESSION("session", Session.class) {
    @Override
    Object create(int number) {
      return new Session(number);
    }

    @Override
    void change(Object value) {
      ((Session) value).set("changed", true);
    }
  };

  private static final int SIZE = 100;

  private final String label;
  private final Class<?> type;

  ValueKind(String label, Class<?> type) {
    this.label = label;
    this.type = type;
  }

  /** Makes a value; different numbers make different values. */
  abstract Object create(int number);

  /** Changes a value in place, for the proof that a cache by value keeps a copy. */
  abstract void change(Object value);

  String label() {
    return label;
  }

  /** The exact class of the values, for caches that are typed by it as an application's would be, while the workloads see objects. */
  @SuppressWarnings("unchecked") // Only values of this kind go through these caches.
  Class<Object> objectType() {
    return (Class<Object>) type;
  }

  boolean isMutable() {
    return this != STRING;
  }

  boolean areEqual(Object left, Object right) {
    if (left instanceof byte[] leftBytes && right instanceof byte[] rightBytes) {
      return Arrays.equals(leftBytes, rightBytes);
    }
    return left.equals(right);
  }

  private static String text(int number) {
    String start = "value-" + number + "-";
    return start + "0123456789".repeat(SIZE / 10).substring(start.length());
  }
}
