package org.jdance.internal.serial;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;

/** Writes a Java serialization stream and tells which classes it names. */
sealed class GraphOutput extends ObjectOutputStream permits KeyOutput {

  private final WrittenClasses written;

  GraphOutput(OutputStream out, WrittenClasses written) throws IOException {
    super(out);
    this.written = written;
  }

  @Override
  protected void annotateClass(Class<?> type) {
    written.add(type);
  }

  @Override
  protected void annotateProxyClass(Class<?> type) {
    written.add(type);
  }
}
