package org.jdance.internal.client;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jdance.CacheSerializationException;
import org.jdance.internal.entry.Envelope;
import org.jdance.internal.entry.Payload;
import org.jdance.internal.serial.ValueSerializer;
import org.jspecify.annotations.Nullable;

/** A value as its bytes, and as the object they stand for where that is known already or can be shared. */
final class FleetPayload implements Payload {

  private final ValueSerializer serializer;

  /** The bytes from {@code offset} to the end are the value's. */
  private final byte[] bytes;

  private final int offset;

  /** An object that may be handed to anybody, since it cannot change. */
  private final @Nullable Object shared;

  /** An object that was decoded and may be handed to one. */
  private final @Nullable AtomicReference<@Nullable Object> fresh;

  private volatile @Nullable Object view;

  private FleetPayload(ValueSerializer serializer, byte[] bytes, int offset, @Nullable Object shared, @Nullable Object fresh) {
    this.serializer = serializer;
    this.bytes = bytes;
    this.offset = offset;
    this.shared = shared;
    this.fresh = fresh == null ? null : new AtomicReference<>(fresh);
  }

  /** A value that the application hands in. */
  static FleetPayload of(Object value, ValueSerializer serializer) {
    return new FleetPayload(serializer, serializer.encode(value), 0, isImmutable(value) ? value : null, null);
  }

  /** The value in an envelope that a server handed out, or null if its bytes stand for none that may be read. */
  static @Nullable FleetPayload decode(Envelope envelope, ValueSerializer serializer) {
    return decode(envelope.bytes(), envelope.payloadOffset(), serializer);
  }

  /** What this is once it has been stored and read back; null if it may not be read. */
  @Nullable FleetPayload asRead() {
    return decode(bytes, offset, serializer);
  }

  /** The value whose bytes begin there and go to the end, or null if they stand for none that may be read. */
  static @Nullable FleetPayload decode(byte[] bytes, int offset, ValueSerializer serializer) {
    Object value = serializer.decode(bytes, offset, bytes.length - offset);
    if (value == null) {
      return null;
    }
    boolean immutable = isImmutable(value);
    return new FleetPayload(serializer, bytes, offset, immutable ? value : null, immutable ? null : value);
  }

  byte[] bytes() {
    return offset == 0 ? bytes : Arrays.copyOfRange(bytes, offset, bytes.length);
  }

  int length() {
    return bytes.length - offset;
  }

  @Override
  public Object value() {
    if (shared != null) {
      return shared;
    }
    Object first = fresh == null ? null : fresh.getAndSet(null);
    return first == null ? decoded() : first;
  }

  @Override
  public Object view() {
    if (shared != null) {
      return shared;
    }
    Object known = view;
    if (known == null) {
      known = value();
      view = known;
    }
    return known;
  }

  private Object decoded() {
    Object value = serializer.decode(bytes, offset, length());
    if (value == null) {
      throw new CacheSerializationException(
          "A value that was just written may not be read back: its class is not allowed; add it to jdance.serialization.allow.");
    }
    return value;
  }

  static boolean isImmutable(Object value) {
    return value instanceof String
        || value instanceof Integer
        || value instanceof Long
        || value instanceof Boolean
        || value instanceof Double
        || value instanceof Float
        || value instanceof Short
        || value instanceof Byte
        || value instanceof Character
        || value instanceof Enum
        || value instanceof UUID
        || value.getClass() == BigInteger.class
        || value.getClass() == BigDecimal.class
        || value.getClass().getName().startsWith("java.time.");
  }

  @Override
  public String toString() {
    return "FleetPayload[" + length() + " bytes]";
  }
}
