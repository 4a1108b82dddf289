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
 */
public record WriteReply(NodeOutcome outcome, @Nullable NodeToken token, @Nullable EntryHeader found) {

  /** A reply with the outcome alone. */
  public static WriteReply of(NodeOutcome outcome) {
    return new WriteReply(outcome, null, null);
  }

  /** The bytes were written. */
  public static WriteReply stored(@Nullable NodeToken token) {
    return new WriteReply(NodeOutcome.STORED, token, null);
  }

  /** Something stood against it, and this is its header if known. */
  public static WriteReply against(NodeOutcome outcome, @Nullable EntryHeader found) {
    return new WriteReply(outcome, null, found);
  }
}
