package org.jdance.internal.client.raw;

import java.nio.charset.StandardCharsets;
import org.jdance.internal.entry.Payload;

/** A value that is its bytes. */
final class RawPayload implements Payload {

  private final byte[] bytes;
  private final boolean text;

  RawPayload(byte[] bytes, boolean text) {
    this.bytes = bytes;
    this.text = text;
  }

  byte[] bytes() {
    return bytes;
  }

  @Override
  public Object value() {
    return text ? new String(bytes, StandardCharsets.UTF_8) : bytes.clone();
  }
}
