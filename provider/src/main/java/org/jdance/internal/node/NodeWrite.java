package org.jdance.internal.node;

import org.jdance.internal.entry.EntryHeader;
import org.jspecify.annotations.Nullable;

/** One write: what to put where, for how long, and under which condition. */
public final class NodeWrite {

  private final byte[] key;
  private final byte[] value;
  private final WriteCondition condition;
  private final long timeToLiveMillis;
  private final @Nullable Notice notice;

  private NodeWrite(byte[] key, byte[] value, WriteCondition condition, long timeToLiveMillis) {
    this(key, value, condition, timeToLiveMillis, null);
  }

  private NodeWrite(byte[] key, byte[] value, WriteCondition condition, long timeToLiveMillis, @Nullable Notice notice) {
    if (timeToLiveMillis <= 0) {
      throw new IllegalArgumentException("A time to live is positive, not " + timeToLiveMillis + " ms: what is over is deleted, not written");
    }
    this.key = key;
    this.value = value;
    this.condition = condition;
    this.timeToLiveMillis = timeToLiveMillis;
    this.notice = notice;
  }

  /** The same write, of which those who listen on a channel of the server hear in the same step, if it is done. Only of conditional writes, on Redis. */
  public NodeWrite telling(byte[] channel, byte[] message) {
    return new NodeWrite(key, value, condition, timeToLiveMillis, new Notice(channel, message));
  }

  /** What those who listen hear of it, if anything. */
  public @Nullable Notice notice() {
    return notice;
  }

  /**
   * A message on a channel.
   *
   * @param channel whose listeners hear it
   * @param message what they hear
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Notice(byte[] channel, byte[] message) {}

  /** A write whatever is there. */
  public static NodeWrite always(byte[] key, byte[] value, long timeToLiveMillis) {
    return new NodeWrite(key, value, WriteCondition.Simple.ALWAYS, timeToLiveMillis);
  }

  /** A write if the server has nothing under the key. */
  public static NodeWrite ifAbsent(byte[] key, byte[] value, long timeToLiveMillis) {
    return new NodeWrite(key, value, WriteCondition.Simple.IF_ABSENT, timeToLiveMillis);
  }

  /** A write if nothing was written since the token was given. */
  public static NodeWrite ifMatches(byte[] key, byte[] value, NodeToken token, long timeToLiveMillis) {
    return new NodeWrite(key, value, new WriteCondition.IfToken(token), timeToLiveMillis);
  }

  /**
   * A write of an envelope unless one of the same or a later version is there.
   *
   * @throws IllegalArgumentException if the value is no envelope
   */
  public static NodeWrite ifNewer(byte[] key, byte[] envelope, long timeToLiveMillis) {
    if (EntryHeader.read(envelope) == null) {
      throw new IllegalArgumentException("Only an envelope has a version to compare");
    }
    return new NodeWrite(key, envelope, WriteCondition.Simple.IF_NEWER, timeToLiveMillis);
  }

  /** The key on the wire. */
  public byte[] key() {
    return key;
  }

  /** The bytes to store. */
  public byte[] value() {
    return value;
  }

  /** When to store them. */
  public WriteCondition condition() {
    return condition;
  }

  /** After how many milliseconds the server may drop them, or {@link Node#NO_EXPIRY}. */
  public long timeToLiveMillis() {
    return timeToLiveMillis;
  }
}
