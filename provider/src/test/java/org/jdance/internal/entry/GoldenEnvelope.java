package org.jdance.internal.entry;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.jdance.internal.entry.EntryHeader.FLAG_COMPRESSED;
import static org.jdance.internal.entry.EntryHeader.FLAG_SLIDING;
import static org.jdance.internal.entry.EntryHeader.FLAG_TOMBSTONE;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;

/** The envelopes that are pinned: what goes in, and the file that says which bytes come out. */
final class GoldenEnvelope {

  static final GoldenEnvelope PLAIN = new GoldenEnvelope("plain", 0, 1, Values.DEADLINE, List.of(), Values.HELLO);
  static final GoldenEnvelope ETERNAL = new GoldenEnvelope("eternal", 0, 1, StoredEntry.ETERNAL, List.of(), Values.HELLO);
  static final GoldenEnvelope EMPTY_PAYLOAD = new GoldenEnvelope("empty-payload", 0, 1, Values.DEADLINE, List.of(), Values.NOTHING);
  static final GoldenEnvelope COMPRESSED =
      new GoldenEnvelope("compressed", FLAG_COMPRESSED, 2, Values.DEADLINE, List.of(), Values.DEFLATED);
  static final GoldenEnvelope SLIDING = new GoldenEnvelope("sliding", FLAG_SLIDING, 3, StoredEntry.ETERNAL, List.of(), Values.HELLO);
  static final GoldenEnvelope SLIDING_COMPRESSED =
      new GoldenEnvelope("sliding-compressed", FLAG_SLIDING | FLAG_COMPRESSED, 4, StoredEntry.ETERNAL, List.of(), Values.DEFLATED);
  static final GoldenEnvelope TOMBSTONE = new GoldenEnvelope("tombstone", FLAG_TOMBSTONE, 5, Values.DEADLINE, List.of(), Values.NOTHING);
  static final GoldenEnvelope TOMBSTONE_AFTER_CONDITIONAL_WRITES =
      new GoldenEnvelope("tombstone-after-conditional-writes", FLAG_TOMBSTONE, 9, Values.DEADLINE, List.of(9, 6), Values.NOTHING);
  static final GoldenEnvelope ONE_CONDITIONAL_WRITE =
      new GoldenEnvelope("one-conditional-write", 0, 7, Values.DEADLINE, List.of(7), Values.HELLO);
  static final GoldenEnvelope FOUR_CONDITIONAL_WRITES =
      new GoldenEnvelope("four-conditional-writes", 0, 12, Values.DEADLINE, List.of(11, 10, 8, 7), Values.HELLO);
  static final GoldenEnvelope ALL_BYTES = new GoldenEnvelope("all-bytes", new Version(-1, -1), Values.ascending(), Values.descending());

  final EntryHeader header;
  final List<Version> conditionalWrites;
  final byte[] key;
  final byte[] payload;
  private final String file;

  private GoldenEnvelope(String file, int flags, int version, long deadline, List<Integer> conditionalWrites, byte[] payload) {
    this.file = file;
    this.header = EntryHeader.of(flags, Values.version(version), deadline);
    this.conditionalWrites = conditionalWrites.stream().map(Values::version).toList();
    this.key = "session:42".getBytes(US_ASCII);
    this.payload = payload;
  }

  private GoldenEnvelope(String file, Version version, byte[] key, byte[] payload) {
    this.file = file;
    this.header = EntryHeader.of(0, version, -1);
    this.conditionalWrites = List.of();
    this.key = key;
    this.payload = payload;
  }

  /** All that there are. */
  static List<GoldenEnvelope> all() {
    return List.of(
        PLAIN,
        ETERNAL,
        EMPTY_PAYLOAD,
        COMPRESSED,
        SLIDING,
        SLIDING_COMPRESSED,
        TOMBSTONE,
        TOMBSTONE_AFTER_CONDITIONAL_WRITES,
        ONE_CONDITIONAL_WRITE,
        FOUR_CONDITIONAL_WRITES,
        ALL_BYTES);
  }

  byte[] encode() {
    return EntryFormat.encode(header, conditionalWrites, key, payload);
  }

  /** The bytes in the file: hexadecimal digits, and comments from {@code #} to the end of the line. */
  byte[] golden() {
    String name = "/golden/entry/" + file + ".hex";
    try (InputStream in = GoldenEnvelope.class.getResourceAsStream(name)) {
      String text = new String(in.readAllBytes(), US_ASCII);
      return HexFormat.of().parseHex(text.replaceAll("#.*", "").replaceAll("\\s", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  @Override
  public String toString() {
    return file;
  }

  /** What the envelopes are made of. */
  private static final class Values {
    static final long DEADLINE = 1_735_689_600_123L;
    static final byte[] HELLO = "hello".getBytes(US_ASCII);
    static final byte[] NOTHING = {};
    static final byte[] DEFLATED = HexFormat.of().parseHex("789ccb48cdc9c90700062c0215");

    static Version version(int count) {
      return new Version(0x0190A1B2C3D40000L + count, 0xF0E1D2C3B4A59687L);
    }

    static byte[] ascending() {
      byte[] bytes = new byte[256];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) i;
      }
      return bytes;
    }

    static byte[] descending() {
      byte[] bytes = new byte[256];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (255 - i);
      }
      return bytes;
    }
  }
}
