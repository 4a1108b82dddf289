package org.jdance.internal.node;

import java.util.Arrays;
import org.jdance.internal.entry.EntryHeader;
import org.jdance.internal.entry.EnvelopeMark;
import org.jspecify.annotations.Nullable;

/**
 * The stamp under which a request is made: it goes along with the request, and the reply tells the mark of the stamp that the node had then.
 *
 * <p>Where {@link NodeCapabilities#refusesOtherStamps} is said, a request that is one step on the server anyway is refused under another stamp,
 * with {@link NodeOutcome#OTHER_STAMP} and nothing done. Everywhere else the mark is read behind the request, over the same connection, so that
 * what it says was so after the request was run; on a server with one request a connection it is read beside it.
 */
public final class Guard {

  /** What a reply tells where no guard went along, or the node could not ask in the same breath: the stamp is to be asked for. */
  public static final long UNTOLD = Long.MIN_VALUE;

  private final byte[] key;
  private final byte[] head;
  private final long mark;

  /** What a node has made of the guard to send it; one kind of node only, as a fleet's nodes are of one kind mostly. */
  private volatile @Nullable Object encoded;

  private Guard(byte[] key, byte[] head, long mark) {
    this.key = key;
    this.head = head;
    this.mark = mark;
  }

  /**
   * The guard of a stamp.
   *
   * @param key where the node has its stamp
   * @param envelope what it has there under the view that counts
   * @throws IllegalArgumentException if that is no envelope
   */
  public static Guard of(byte[] key, byte[] envelope) {
    if (EntryHeader.read(envelope) == null) {
      throw new IllegalArgumentException("Only an envelope is a stamp");
    }
    return new Guard(key, Arrays.copyOf(envelope, EnvelopeMark.BYTES), EnvelopeMark.of(envelope));
  }

  /** Where the node has its stamp. */
  public byte[] key() {
    return key;
  }

  /** The beginning of the stamp up to and including its version: what two stamps differ in. */
  public byte[] head() {
    return head;
  }

  /** The stamp's {@link EnvelopeMark}. */
  public long mark() {
    return mark;
  }

  /** What {@link #keep} was given last. */
  public @Nullable Object kept() {
    return encoded;
  }

  /** Keeps what a node has made of the guard, so that it need not be made for each request; nodes tell theirs from others by its class. */
  public void keep(Object made) {
    encoded = made;
  }

  @Override
  public String toString() {
    return "Guard[" + mark + "]";
  }
}
