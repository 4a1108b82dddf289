package org.jdance.internal.node.redis;

import org.jdance.internal.transport.OutputBuffer;

/** A command whose reply is looked at as it is, an error too: those of a greeting. */
final class Question extends RedisRequest<Object> {

  private final byte[] command;

  Question(String node, byte[] command) {
    super(node, null, null);
    this.command = command;
  }

  @Override
  void encodeCommand(OutputBuffer out) {
    out.put(command);
  }

  @Override
  void answered(Object reply, long stamp) {
    succeed(reply);
  }

  @Override
  void refused(RespError error, long stamp) {
    succeed(error);
  }
}
