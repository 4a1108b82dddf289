package org.jdance.internal.transport;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** A protocol of lines, whose greeting says hello and wants "hi". */
final class LineProtocol implements Protocol {

  /** How long a reply may be. */
  static final long MAX_REPLY = 100_000;

  @Override
  public Greeting greeting() {
    BytesRequest hello = new BytesRequest("hello\n");
    return new Greeting() {
      @Override
      public List<? extends Request<?>> requests() {
        return List.of(hello);
      }

      @Override
      public Object judge() throws GreetingRefused {
        if (!"hi".equals(hello.replyIfThere())) {
          throw new GreetingRefused(FailureKind.REFUSED, "the server is not polite");
        }
        return new Object();
      }
    };
  }

  @Override
  public Object newParser() {
    return new ByteArrayOutputStream();
  }

  @Override
  public long maxReplyBytes() {
    return MAX_REPLY;
  }
}
