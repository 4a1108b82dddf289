package org.jdance.internal.config;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jdance.internal.base.Deadline;

/** Reads UTF-8 text of a limited size, with or without a byte order mark. */
final class BoundedText {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private BoundedText() {}

  /** A text that is read but refused; the message is the reason in words. */
  static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedException(String reason) {
      super(reason);
    }
  }

  static String ofFile(Path path, int maxBytes) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return of(in, maxBytes, Deadline.NONE);
    }
  }

  /** All of a stream; the deadline is looked at between two reads. */
  static String of(InputStream in, int maxBytes, Deadline deadline) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      bytes.write(buffer, 0, n);
      if (bytes.size() > maxBytes) {
        throw new RefusedException("it is larger than " + maxBytes + " bytes");
      }
      if (deadline.hasPassed()) {
        throw new SocketTimeoutException();
      }
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
      return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new RefusedException("it is not UTF-8 text; save it in that encoding");
    }
  }

  /** Why reading failed, without the texts of the JDK's exceptions: these repeat URLs with all that is in them. */
  static String reason(Exception e) {
    return e instanceof RefusedException refused ? String.valueOf(refused.getMessage()) : e.getClass().getSimpleName();
  }
}
