package org.jdance.internal.jcache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/** What is logged while this is open: the simple logger of the tests writes to standard error. */
public final class CapturedLog implements AutoCloseable {

  private final PrintStream before = System.err;
  private final ByteArrayOutputStream captured = new ByteArrayOutputStream();

  public CapturedLog() {
    System.setErr(new PrintStream(captured, true, UTF_8));
  }

  public String text() {
    return captured.toString(UTF_8);
  }

  @Override
  public void close() {
    System.setErr(before);
  }
}
