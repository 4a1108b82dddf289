package org.jdance.internal.transport;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A request of some text, answered by a line. */
final class BytesRequest extends Request<String> {

  /** How a request failed. */
  static final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    final FailureKind kind;
    final boolean mayHaveRun;

    Failure(FailureKind kind, String what, boolean mayHaveRun, @Nullable Throwable cause) {
      super(what, cause);
      this.kind = kind;
      this.mayHaveRun = mayHaveRun;
    }
  }

  private final byte[] text;

  BytesRequest(String text) {
    this(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  BytesRequest(byte[] text) {
    this.text = text;
  }

  @Override
  protected void encode(OutputBuffer out) {
    out.put(text);
  }

  @Override
  protected boolean parse(InputBuffer in, @Nullable Object session) throws ProtocolViolation {
    ByteArrayOutputStream line = (ByteArrayOutputStream) in.parser();
    while (in.available() > 0) {
      byte next = in.take();
      if (next == '!') {
        throw new ProtocolViolation("an exclamation mark");
      }
      if (next == '\n') {
        succeed(line.toString(StandardCharsets.ISO_8859_1));
        line.reset();
        return true;
      }
      line.write(next);
    }
    return false;
  }

  @Override
  protected RuntimeException failure(FailureKind kind, String what, boolean mayHaveRun, @Nullable Throwable cause) {
    return new Failure(kind, what, mayHaveRun, cause);
  }

  @Override
  protected RuntimeException forWaiter(RuntimeException failure) {
    return failure;
  }
}
