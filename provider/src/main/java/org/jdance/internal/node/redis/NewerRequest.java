package org.jdance.internal.node.redis;

import java.util.Arrays;
import java.util.List;
import org.jdance.internal.entry.EntryHeader;
import org.jdance.internal.node.Guard;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeOutcome;
import org.jdance.internal.node.NodeWrite;
import org.jdance.internal.node.WriteReply;
import org.jdance.internal.transport.OutputBuffer;
import org.jdance.internal.transport.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/**
 * Writes of envelopes if newer, one script for all; each reply is a {@link WriteReply}, or the {@link NodeException} of that write
 * alone.
 */
abstract class NewerRequest<T> extends ScriptRequest<T> {

  /** Up to this mean length of its values a batch reads what is there as a whole: the server copies bytes faster than it runs commands. */
  private static final int SMALL_VALUE = 2 << 10;

  private static final byte[] ONE_BY_ONE = {};
  private static final byte[] READ_TOGETHER = {'r'};
  private static final byte[] READ_AND_WRITE_TOGETHER = {'r', 'w'};

  private final List<NodeWrite> writes;

  private NewerRequest(String node, @Nullable String expected, @Nullable Guard guard, List<NodeWrite> writes) {
    super(node, expected, guard, RedisScript.WRITE_IF_NEWER);
    this.writes = writes;
  }

  /** One write. */
  static NewerRequest<WriteReply> of(String node, @Nullable String expected, @Nullable Guard guard, NodeWrite write) {
    return new One(node, expected, guard, write);
  }

  /** Several. */
  static NewerRequest<Object[]> of(String node, @Nullable String expected, @Nullable Guard guard, List<NodeWrite> writes) {
    return new Several(node, expected, guard, writes);
  }

  @Override
  final int keys() {
    return writes.size();
  }

  @Override
  final int arguments() {
    return 1 + 2 * writes.size();
  }

  @Override
  final void putKeys(OutputBuffer out) {
    for (NodeWrite write : writes) {
      RedisCommand.putArgument(out, write.key());
    }
  }

  @Override
  final void putArguments(OutputBuffer out) {
    RedisCommand.putArgument(out, how());
    for (NodeWrite write : writes) {
      RedisCommand.putArgument(out, write.value());
      RedisCommand.putArgument(out, Lives.argument(write.timeToLiveMillis()));
    }
  }

  @Override
  final void ran(Object reply, long stamp) throws ProtocolViolation {
    if (!(reply instanceof Object[] answers) || answers.length != writes.size()) {
      throw unexpected("the script");
    }
    for (int i = 0; i < answers.length; i++) {
      answers[i] = outcome(writes.get(i), answers[i], stamp);
    }
    answered(answers);
  }

  @Override
  final void refusedUnder(long stamp) {
    Object[] outcomes = new Object[writes.size()];
    Arrays.fill(outcomes, WriteReply.underOtherStamp(stamp));
    answered(outcomes);
  }

  abstract void answered(Object[] outcomes);

  private byte[] how() {
    if (writes.size() == 1) {
      return ONE_BY_ONE;
    }
    long bytes = 0;
    boolean mortal = false;
    for (NodeWrite write : writes) {
      bytes += write.value().length;
      mortal |= Lives.isMortal(write.timeToLiveMillis());
    }
    if (bytes > (long) SMALL_VALUE * writes.size()) {
      return ONE_BY_ONE;
    }
    return mortal ? READ_TOGETHER : READ_AND_WRITE_TOGETHER;
  }

  private Object outcome(NodeWrite write, Object answer, long stamp) throws ProtocolViolation {
    if (answer instanceof Long) {
      return WriteReply.stored(RedisToken.of(write.value()), stamp);
    }
    if (answer instanceof RespError error) {
      return failure(RedisStates.kind(error), RedisStates.sentence(error), false, null);
    }
    EntryHeader written = EntryHeader.read(write.value());
    EntryHeader there = answer instanceof byte[] bytes ? EntryHeader.read(bytes) : null;
    if (there == null || written == null) {
      throw unexpected("the script");
    }
    boolean same = there.version().equals(written.version());
    return WriteReply.against(same ? NodeOutcome.SAME_VERSION_EXISTS : NodeOutcome.NEWER_EXISTS, there).under(stamp);
  }

  private static final class One extends NewerRequest<WriteReply> {

    One(String node, @Nullable String expected, @Nullable Guard guard, NodeWrite write) {
      super(node, expected, guard, List.of(write));
    }

    @Override
    void answered(Object[] outcomes) {
      if (outcomes[0] instanceof WriteReply reply) {
        succeed(reply);
      } else {
        fail((RuntimeException) outcomes[0]);
      }
    }
  }

  private static final class Several extends NewerRequest<Object[]> {

    Several(String node, @Nullable String expected, @Nullable Guard guard, List<NodeWrite> writes) {
      super(node, expected, guard, writes);
    }

    @Override
    void answered(Object[] outcomes) {
      succeed(outcomes);
    }
  }
}
