package org.jdance.internal.client;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.cache.event.EventType;
import org.jdance.internal.client.keys.WireKeys;
import org.jdance.internal.entry.ChangeEvent;
import org.jdance.internal.entry.Payload;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events of one cache between JVMs, as messages on the channel of the namespace. Numbers are big-endian:
 *
 * <pre>
 *  1  format number, 1
 *  8  who: another number for each open cache of each JVM
 *  1  length of the cache's part of the wire keys, then that
 *  4  length of the encoded key, then that
 *  1  how many events, then for each
 *     1  type: 0 created, 1 updated, 2 removed, 3 expired
 *     4  length of the value, then that
 *     4  length of the old value or -1, then that
 * </pre>
 */
public final class FleetEvents {

  private static final Logger LOG = LoggerFactory.getLogger(FleetEvents.class);

  private static final byte FORMAT = 1;
  private static final int NONE = -1;

  /** In the order of their numbers in messages. */
  private static final EventType[] TYPES = {EventType.CREATED, EventType.UPDATED, EventType.REMOVED, EventType.EXPIRED};

  private final long me;
  private final byte[] channel;
  private final byte[] cache;
  private final Subscription subscription;
  private @Nullable Runnable ending;

  /** Where messages of other JVMs come from. */
  @FunctionalInterface
  public interface Subscription {

    /** From now on these messages are heard; answers what ends that. */
    Runnable begin(Consumer<byte[]> listener);
  }

  /**
   * The events of a cache.
   *
   * @param me a number that no other open cache has
   */
  public FleetEvents(String namespace, String cacheName, long me, Subscription subscription) {
    this.me = me;
    this.channel = WireKeys.events(namespace);
    this.cache = WireKeys.cachePart(cacheName).getBytes(StandardCharsets.US_ASCII);
    this.subscription = subscription;
  }

  /** The channel that messages go to. */
  byte[] channel() {
    return channel;
  }

  /** The message of one change. */
  byte[] message(EntryKey key, List<ChangeEvent> events) {
    int size = 1 + Long.BYTES + 1 + cache.length + Integer.BYTES + key.encoded().length + 1;
    for (ChangeEvent event : events) {
      size += 1 + Integer.BYTES + bytes(event.value()).length + Integer.BYTES + (event.old() == null ? 0 : bytes(event.old()).length);
    }
    ByteBuffer out = ByteBuffer.allocate(size).put(FORMAT).putLong(me).put((byte) cache.length).put(cache);
    out.putInt(key.encoded().length).put(key.encoded()).put((byte) events.size());
    for (ChangeEvent event : events) {
      byte[] value = bytes(event.value());
      out.put((byte) number(event.type())).putInt(value.length).put(value);
      byte[] old = event.old() == null ? null : bytes(event.old());
      if (old == null) {
        out.putInt(NONE);
      } else {
        out.putInt(old.length).put(old);
      }
    }
    return out.array();
  }

  /** From now on this listener hears of the changes that others make. */
  synchronized void begin(EntryCodec codec, ChangeEvent.Listener listener) {
    ending = subscription.begin(message -> hear(message, codec, listener));
  }

  synchronized void end() {
    if (ending != null) {
      ending.run();
      ending = null;
    }
  }

  private void hear(byte[] message, EntryCodec codec, ChangeEvent.Listener listener) {
    try {
      ByteBuffer in = ByteBuffer.wrap(message);
      if (in.get() != FORMAT || in.getLong() == me || !ByteBuffer.wrap(cache).equals(slice(in, in.get()))) {
        return;
      }
      byte[] encoded = take(in, in.getInt());
      int count = in.get();
      Object key = codec.key(encoded);
      List<ChangeEvent> events = new ArrayList<>(count);
      for (int i = 0; i < count && key != null; i++) {
        EventType type = TYPES[in.get()];
        FleetPayload value = codec.decoded(take(in, in.getInt()));
        int length = in.getInt();
        FleetPayload old = length == NONE ? null : codec.decoded(take(in, length));
        if (value == null || (length != NONE && old == null)) {
          // It may not be read here, which the serialization has counted and said.
          return;
        }
        events.add(new ChangeEvent(type, value, old));
      }
      if (key != null) {
        listener.changed(key, events);
      }
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      LOG.warn("A message on the channel of events is none of JDance's; it is left out. Give other applications a namespace of their own.");
    }
  }

  private static ByteBuffer slice(ByteBuffer in, int length) {
    return ByteBuffer.wrap(take(in, length));
  }

  private static byte[] take(ByteBuffer in, int length) {
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static byte[] bytes(Payload payload) {
    return ((FleetPayload) payload).bytes();
  }

  private static int number(EventType type) {
    for (int i = 0; i < TYPES.length; i++) {
      if (TYPES[i] == type) {
        return i;
      }
    }
    throw new IllegalArgumentException(type.toString());
  }
}
