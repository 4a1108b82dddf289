package org.jdance.internal.client;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jdance.CacheSerializationException;
import org.jdance.internal.entry.Payload;
import org.jdance.internal.serial.ValueSerializer;
import org.jspecify.annotations.Nullable;

/** A value as its bytes, and as the object they stand for where that is known already or can be shared. */
final class FleetPayload implements Payload {

  private final ValueSerializer serializer;
  private final byte[] bytes;

  /** An object that may be handed to anybody, since it cannot change. */
  private final @Nullable Object shared;

  /** An object that was decoded and may be handed to one. */
  private final @Nullable AtomicReference<@Nullable Object> fresh;

  private volatile @Nullable Object view;

  private FleetPayload(ValueSerializer serializer, byte[] bytes, @Nullable Object shared, @Nullable Object fresh) {
    this.serializer = serializer;
    this.bytes = bytes;
    this.shared = shared;
    this.fresh = fresh == null ? null : new AtomicReference<>(fresh);
  }

  /** A value that the application hands in. */
  static FleetPayload of(Object value, ValueSerializer serializer) {
    return new FleetPayload(serializer, serializer.encode(value), isImmutable(value) ? value : null, null);
  }

  /** A value that a server handed out, or null if the bytes stand for none that may be read. */
  static @Nullable FleetPayload decode(byte[] bytes, ValueSerializer serializer) {
    Object value = serializer.decode(bytes);
    if (value == null) {
      return null;
    }
    return isImmutable(value) ? new FleetPayload(serializer, bytes, value, null) : new FleetPayload(serializer, bytes, null, value);
  }

  byte[] bytes() {
    return bytes;
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
    Object value = serializer.decode(bytes);
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
    return "FleetPayload[" + bytes.length + " bytes]";
  }
}
