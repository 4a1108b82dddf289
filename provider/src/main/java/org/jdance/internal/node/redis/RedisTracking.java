package org.jdance.internal.node.redis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.node.NoticeSource;
import org.jdance.internal.transport.ConnectionSettings;
import org.jdance.internal.transport.Conversation;
import org.jdance.internal.transport.Endpoint;
import org.jdance.internal.transport.ProtocolViolation;

/**
 * The notices of a Redis or Valkey server: a connection of its own with {@code CLIENT TRACKING ON BCAST}, which is told of each write, removal,
 * expiry and eviction under a prefix, and of a flush; and a subscription to what clients tell each other.
 */
public final class RedisTracking implements NoticeSource {

  private static final byte[] PING = RedisCommand.of("PING");
  private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] INVALIDATE = "invalidate".getBytes(StandardCharsets.US_ASCII);

  /** The longest message. */
  private static final int MAX_BULK = RedisNode.MAX_VALUE_BYTES;

  private final Endpoint endpoint;
  private final ConnectionSettings settings;
  private final String prefix;
  private final String channel;
  private final TimeSource time;
  private final RespReader reader = new RespReader(MAX_BULK);
  private final Conversation conversation;

  /**
   * Notices of one server, not yet subscribed to.
   *
   * @param prefix what the keys begin with
   * @param channel on which clients tell each other of events
   */
  public RedisTracking(Endpoint endpoint, ConnectionSettings settings, byte[] prefix, byte[] channel) throws IOException {
    this.channel = new String(channel, StandardCharsets.US_ASCII);
    this.endpoint = endpoint;
    this.settings = settings;
    this.prefix = new String(prefix, StandardCharsets.US_ASCII);
    this.time = settings.time();
    this.conversation = new Conversation(endpoint, settings, reader);
  }

  @Override
  public void subscribe(Notices notices) throws IOException {
    Deadline within = Deadline.after(time, settings.connectTimeout().multipliedBy(2));
    conversation.connect();
    conversation.send(RedisGreeting.hello(settings), within);
    conversation.send(RedisCommand.of("CLIENT", "TRACKING", "ON", "BCAST", "PREFIX", prefix), within);
    conversation.send(RedisCommand.of("SUBSCRIBE", channel), within);
    conversation.send(PING, within);
    refuse(reply(within, notices));
    refuse(reply(within, notices));
    Object heard = reply(within, notices);
    if (heard instanceof RespError error) {
      notices.notTold(RedisStates.sentence(error));
      refuse(reply(within, notices));
    }
  }

  @Override
  public long listen(Duration quiet, Duration patience, Notices notices) throws IOException {
    Deadline silence = Deadline.after(time, quiet);
    while (!silence.hasPassed()) {
      if (!read()) {
        conversation.receive(silence);
      } else if (!(reader.reply() instanceof RespPush push)) {
        throw new IOException(endpoint.address() + " answered without having been asked");
      } else {
        hand(push, notices);
      }
    }
    long asked = time.nanos();
    Deadline within = Deadline.after(time, patience);
    conversation.send(PING, within);
    refuse(reply(within, notices));
    return asked;
  }

  @Override
  public void close() {
    conversation.close();
  }

  /** The next reply to a command; what is pushed before it is handed over. */
  private Object reply(Deadline within, Notices notices) throws IOException {
    while (true) {
      if (!read()) {
        if (!conversation.receive(within)) {
          throw new IOException(endpoint.address() + " gave no sign of life in time");
        }
        continue;
      }
      Object reply = reader.reply();
      if (!(reply instanceof RespPush push)) {
        return reply;
      }
      hand(push, notices);
    }
  }

  private boolean read() throws IOException {
    try {
      return reader.read(conversation.input());
    } catch (ProtocolViolation e) {
      throw new IOException(endpoint.address() + " sent " + e.getMessage(), e);
    }
  }

  private void refuse(Object reply) throws IOException {
    if (reply instanceof RespError error) {
      throw new IOException(endpoint.address() + " refused to tell of changes: " + RedisStates.sentence(error));
    }
  }

  private static void hand(RespPush push, Notices notices) {
    Object[] items = push.items();
    if (items.length == 3 && items[0] instanceof byte[] kind && Arrays.equals(kind, MESSAGE) && items[2] instanceof byte[] message) {
      notices.told(message);
      return;
    }
    if (items.length < 2 || !(items[0] instanceof byte[] kind) || !Arrays.equals(kind, INVALIDATE)) {
      return;
    }
    if (items[1] instanceof Object[] keys) {
      for (Object key : keys) {
        if (key instanceof byte[] bytes) {
          notices.changed(bytes);
        }
      }
    } else {
      notices.allChanged();
    }
  }

}
