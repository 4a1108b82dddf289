package org.jdance.internal.node;

import org.jdance.internal.entry.EntryHeader;
import org.jspecify.annotations.Nullable;

/**
 * How a request that changes something ended.
 *
 * @param outcome what was done, or what stood against it
 * @param token of {@link NodeOutcome#STORED}, the token of this write where the node has conditional writes, so that the next one needs no read
 * @param found the header of the envelope that stood against it; null if nothing did, it is no envelope or the server does not tell, but never
 *     null with {@link NodeOutcome#NEWER_EXISTS}
 * @param stamp the mark of the node's stamp, or {@link Guard#UNTOLD}
 */
public record WriteReply(NodeOutcome outcome, @Nullable NodeToken token, @Nullable EntryHeader found, long stamp) {

  /** A reply with the outcome alone. */
  public static WriteReply of(NodeOutcome outcome) {
    return new WriteReply(outcome, null, null, Guard.UNTOLD);
  }

  /** The bytes were written. */
  public static WriteReply stored(@Nullable NodeToken token) {
    return new WriteReply(NodeOutcome.STORED, token, null, Guard.UNTOLD);
  }

  /** The bytes were written, on a node whose stamp has this mark. */
  public static WriteReply stored(@Nullable NodeToken token, long stamp) {
    return new WriteReply(NodeOutcome.STORED, token, null, stamp);
  }

  /** Something stood against it, and this is its header if known. */
  public static WriteReply against(NodeOutcome outcome, @Nullable EntryHeader found) {
    return new WriteReply(outcome, null, found, Guard.UNTOLD);
  }

  /** Nothing was done, since the node's stamp is another one, with this mark. */
  public static WriteReply underOtherStamp(long mark) {
    return new WriteReply(NodeOutcome.OTHER_STAMP, null, null, mark);
  }

  /** The same reply of a node whose stamp has this mark. */
  public WriteReply under(long mark) {
    return mark == stamp ? this : new WriteReply(outcome, token, found, mark);
  }
}
