package org.jdance.internal.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The bytes and the keys of an index: a directory of writers, and each writer's pages of keys. */
final class IndexPages {

  private IndexPages() {}

  /** The entry that names all writers, eight bytes each. */
  static EntryKey directory() {
    return key("i!writers");
  }

  /** One page: keys one after the other, each behind its length in four bytes. */
  static EntryKey page(long writer, int number) {
    return key("i" + HexFormat.of().toHexDigits(writer) + "-" + number);
  }

  private static EntryKey key(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return EntryKey.named(bytes, bytes);
  }

  static List<Long> writers(byte[] directory) {
    List<Long> writers = new ArrayList<>();
    for (ByteBuffer rest = ByteBuffer.wrap(directory); rest.remaining() >= Long.BYTES; ) {
      writers.add(rest.getLong());
    }
    return writers;
  }

  static byte[] withWriter(byte[] directory, long writer) {
    return ByteBuffer.allocate(directory.length + Long.BYTES).put(directory).putLong(writer).array();
  }

  static List<byte[]> keys(byte[] page) {
    List<byte[]> keys = new ArrayList<>();
    ByteBuffer rest = ByteBuffer.wrap(page);
    while (rest.remaining() >= Integer.BYTES) {
      int length = rest.getInt();
      if (length < 0 || length > rest.remaining()) {
        return keys;
      }
      byte[] key = new byte[length];
      rest.get(key);
      keys.add(key);
    }
    return keys;
  }

  static byte[] withKey(byte[] page, byte[] key) {
    return ByteBuffer.allocate(page.length + Integer.BYTES + key.length).put(page).putInt(key.length).put(key).array();
  }
}
