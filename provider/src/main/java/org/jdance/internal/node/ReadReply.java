package org.jdance.internal.node;

import org.jspecify.annotations.Nullable;

/** What a node read under a key: bytes, or that there are none. */
public final class ReadReply {

  /** The remaining life of what a node that cannot tell has read. */
  public static final long UNKNOWN_LIFE = -1;

  /** There is nothing under the key. */
  public static final ReadReply NOT_FOUND = new ReadReply(null, null, UNKNOWN_LIFE, Guard.UNTOLD);

  private final byte @Nullable [] value;
  private final @Nullable NodeToken token;
  private final long remainingMillis;
  private final long stamp;

  private ReadReply(byte @Nullable [] value, @Nullable NodeToken token, long remainingMillis, long stamp) {
    this.value = value;
    this.token = token;
    this.remainingMillis = remainingMillis;
    this.stamp = stamp;
  }

  /** A reply with the bytes found. The parameters are as the methods of the same names say. */
  public static ReadReply found(byte[] value, @Nullable NodeToken token, long remainingMillis) {
    return found(value, token, remainingMillis, Guard.UNTOLD);
  }

  /** The same of a node whose stamp has this mark. */
  public static ReadReply found(byte[] value, @Nullable NodeToken token, long remainingMillis, long stamp) {
    return new ReadReply(value, token, remainingMillis, stamp);
  }

  /** The same reply of a node whose stamp has this mark. */
  public ReadReply under(long mark) {
    return mark == stamp ? this : new ReadReply(value, token, remainingMillis, mark);
  }

  /** The bytes, or null if there are none. */
  public byte @Nullable [] value() {
    return value;
  }

  /**
   * The token of the write that put the bytes there. Null without bytes, where the node has no conditional writes, and perhaps where the bytes
   * are no envelope.
   */
  public @Nullable NodeToken token() {
    return token;
  }

  /**
   * What is left of the server's time to live, in milliseconds, within the node's granularity: {@link Node#NO_EXPIRY} if it never ends,
   * {@link #UNKNOWN_LIFE} where the node cannot tell.
   */
  public long remainingMillis() {
    return remainingMillis;
  }

  /** The mark of the node's stamp, or {@link Guard#UNTOLD}. */
  public long stamp() {
    return stamp;
  }
}
