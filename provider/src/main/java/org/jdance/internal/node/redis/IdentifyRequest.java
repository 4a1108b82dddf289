package org.jdance.internal.node.redis;

import org.jdance.internal.transport.OutputBuffer;
import org.jdance.internal.transport.ProtocolViolation;

/** INFO: which process the server is. */
final class IdentifyRequest extends RedisRequest<String> {

  private static final byte[] INFO = RedisGreeting.info();

  IdentifyRequest(String node) {
    super(node, null, null);
  }

  @Override
  void encodeCommand(OutputBuffer out) {
    out.put(INFO);
  }

  @Override
  void answered(Object reply, long stamp) {
    succeed(RedisGreeting.runId(reply));
  }

  @Override
  void refused(RespError error, long stamp) throws ProtocolViolation {
    if (error.is("NOPERM")) {
      succeed("");
    } else {
      super.refused(error, stamp);
    }
  }
}
