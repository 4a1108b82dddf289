package org.jdance.internal.node;

import java.util.List;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.entry.EnvelopeMark;
import org.jspecify.annotations.Nullable;

/**
 * One server, bytes only: what the redundant client stands on, whatever kind the server is.
 *
 * <p>Every call submits a request and returns at once with a {@link Pending}, so that one thread has its requests to several nodes on the wire
 * before it awaits the first reply. Submitting never throws a {@link NodeException}: each failure is met where the reply is awaited. The
 * deadline given with a request is the moment after which it is no longer sent; how long to wait for the reply is said when awaiting.
 *
 * <p>What a node can do is said by its {@link #capabilities}; a request beyond them fails with {@link NodeException.Kind#UNSUPPORTED} before
 * anything is sent. Nothing is emulated: a caller that needs more builds it from what there is, or declares that it has not got it.
 *
 * <p>A request for data may carry a {@link Guard}, or null for none: then the reply tells the mark of the node's stamp.
 *
 * <p>Keys are any bytes, from one to {@link NodeCapabilities#maxKeyBytes}; a node puts them into what its server's protocol allows and back.
 * Values are envelopes or raw bytes: a node looks at an {@link org.jdance.internal.entry.EntryHeader} where a condition asks for it, never
 * further. Arrays handed in are not changed by anybody from then on, arrays handed out belong to the receiver.
 *
 * <p>A request fails or succeeds as a whole; one that may have run says so. Each request counts as sent once: no node sends one twice unless the
 * server certainly did not run it. All methods may be called from many threads. A node needs no server to be up when it is made, connects when
 * first used, and again after a failure.
 */
public interface Node extends AutoCloseable {

  /** The time to live of what stays until it is deleted. */
  long NO_EXPIRY = Long.MAX_VALUE;

  /** The name of the node as configured, for messages. Holds no secret. */
  String name();

  /** What this node can do; may become less, never more, when the server is first reached. */
  NodeCapabilities capabilities();

  /**
   * Asks which process the server is: a text that is another after a restart, empty where {@link NodeCapabilities#tellsProcess} is not said.
   *
   * <p>The only request that {@link #expect} does not refuse.
   */
  Pending<String> identify(Deadline within);

  /**
   * From now on talks to this process of the server only: what is submitted later fails with {@link NodeException.Kind#RESTARTED}, not run, when
   * the connection that it would go over leads to another one. Without effect where the server does not tell.
   *
   * @param process what {@link #identify} answered, or null to talk to any
   */
  void expect(@Nullable String process);

  /**
   * Reads the {@link EnvelopeMark} of what is under a key, or {@link EnvelopeMark#NONE} if there is nothing, or no envelope: a few bytes that
   * tell whether the version there is still the one known. Cheap where the server can be asked for less than the value.
   */
  Pending<Long> readMark(byte[] key, Deadline within);

  /** Reads the bytes under a key, and the token of the write that put them there. */
  Pending<ReadReply> read(byte[] key, @Nullable Guard guard, Deadline within);

  /** The same without a guard. */
  default Pending<ReadReply> read(byte[] key, Deadline within) {
    return read(key, null, within);
  }

  /** {@link #read} and {@link #touch} in one request; the reply is what was there before, whether or not the touch found it fit. */
  Pending<ReadReply> readAndTouch(byte[] key, Touch touch, @Nullable Guard guard, Deadline within);

  /** The same without a guard. */
  default Pending<ReadReply> readAndTouch(byte[] key, Touch touch, Deadline within) {
    return readAndTouch(key, touch, null, within);
  }

  /**
   * Writes under a condition, in one atomic step.
   *
   * @return {@link NodeOutcome#STORED}, or what stood against it: {@link NodeOutcome#EXISTS} for "if absent"; {@link NodeOutcome#NOT_FOUND} or
   *     {@link NodeOutcome#TOKEN_MISMATCH} for "if token matches"; {@link NodeOutcome#SAME_VERSION_EXISTS} or
   *     {@link NodeOutcome#NEWER_EXISTS} for "if newer"
   */
  Pending<WriteReply> write(NodeWrite write, @Nullable Guard guard, Deadline within);

  /** The same without a guard. */
  default Pending<WriteReply> write(NodeWrite write, Deadline within) {
    return write(write, null, within);
  }

  /**
   * Prolongs or shortens the life of what is there without writing it; tokens stay valid.
   *
   * @return {@link NodeOutcome#TOUCHED}; {@link NodeOutcome#NOT_FOUND} if nothing is there, or nothing that is live; or
   *     {@link NodeOutcome#OTHER_VERSION}
   */
  Pending<WriteReply> touch(byte[] key, Touch touch, @Nullable Guard guard, Deadline within);

  /** The same without a guard. */
  default Pending<WriteReply> touch(byte[] key, Touch touch, Deadline within) {
    return touch(key, touch, null, within);
  }

  /** Deletes whatever is there. The outcome is {@link NodeOutcome#DELETED} or {@link NodeOutcome#NOT_FOUND}. */
  Pending<WriteReply> delete(byte[] key, @Nullable Guard guard, Deadline within);

  /** The same without a guard. */
  default Pending<WriteReply> delete(byte[] key, Deadline within) {
    return delete(key, null, within);
  }

  /**
   * Deletes exactly what was read or written, in one atomic step.
   *
   * @return {@link NodeOutcome#DELETED}, {@link NodeOutcome#NOT_FOUND} or {@link NodeOutcome#TOKEN_MISMATCH}
   */
  Pending<WriteReply> deleteIfMatches(byte[] key, NodeToken token, @Nullable Guard guard, Deadline within);

  /** The same without a guard. */
  default Pending<WriteReply> deleteIfMatches(byte[] key, NodeToken token, Deadline within) {
    return deleteIfMatches(key, token, null, within);
  }

  /**
   * One page of the keys that begin with a prefix, in no order.
   *
   * <p>Over all pages, a key that is present throughout comes at least once where {@link NodeCapabilities#listing} says
   * {@link ListingKind#COMPLETE}; any key may come twice, and one that comes may be gone.
   *
   * @param prefix what the keys begin with; empty for all
   * @param from the cursor of the page before, or null for the first
   * @param pageSize about how many keys to look at; a page may hold more, fewer or none
   * @throws IllegalArgumentException if the page size is not positive or the cursor comes from another kind of node
   */
  Pending<KeyPage> list(byte[] prefix, @Nullable ListCursor from, int pageSize, Deadline within);

  /**
   * {@link #read} for each key in the order given, in as few packets as the node can; each reply may be awaited on its own.
   *
   * <p>With a guard, the mark is read at least once, behind all; the replies that do not tell it say {@link Guard#UNTOLD}.
   */
  List<Pending<ReadReply>> readAll(List<byte[]> keys, @Nullable Guard guard, Deadline within);

  /** The same without a guard. */
  default List<Pending<ReadReply>> readAll(List<byte[]> keys, Deadline within) {
    return readAll(keys, null, within);
  }

  /**
   * {@link #write} for each in the order given, in as few packets as the node can; each succeeds or fails on its own.
   *
   * <p>With a guard as {@link #readAll} says it; where other stamps are refused, each step on the server looks for itself.
   */
  List<Pending<WriteReply>> writeAll(List<NodeWrite> writes, @Nullable Guard guard, Deadline within);

  /** The same without a guard. */
  default List<Pending<WriteReply>> writeAll(List<NodeWrite> writes, Deadline within) {
    return writeAll(writes, null, within);
  }

  /** How many requests are under way, about: sent, or to be sent, and not answered yet. */
  default int inFlight() {
    return 0;
  }

  /** Ends the node without waiting: requests under way and all later ones fail with {@link NodeException.Kind#ABANDONED}. What it stored stays. */
  @Override
  void close();
}
