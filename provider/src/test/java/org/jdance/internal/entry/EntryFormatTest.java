package org.jdance.internal.entry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryFormatTest {

  private static final Version VERSION = new Version(0x0190A1B2C3D40001L, 7);
  private static final byte[] KEY = "key".getBytes(UTF_8);
  private static final byte[] PAYLOAD = "payload".getBytes(UTF_8);
  private static final long DEADLINE = 1_735_689_600_123L;

  @ParameterizedTest
  @MethodSource("org.jdance.internal.entry.GoldenEnvelope#all")
  void theBytesArePinned(GoldenEnvelope envelope) {
    assertEquals(HexFormat.of().formatHex(envelope.golden()), HexFormat.of().formatHex(envelope.encode()));
  }

  @ParameterizedTest
  @MethodSource("org.jdance.internal.entry.GoldenEnvelope#all")
  void whatWentInComesOut(GoldenEnvelope golden) {
    Envelope envelope = sound(golden.golden(), golden.key);
    assertEquals(golden.header, envelope.header());
    assertEquals(golden.conditionalWrites, envelope.conditionalWrites());
    assertArrayEquals(golden.key, envelope.key());
    assertArrayEquals(golden.payload, envelope.copyPayload());
    assertEquals(ByteBuffer.wrap(golden.payload), envelope.payload());
    assertEquals(golden.payload.length, envelope.payloadLength());
    assertEquals(golden.header, EntryHeader.read(golden.golden()));
  }

  @Test
  void everyCombinationOfFlagsIsPinnedOrRefused() {
    List<Integer> pinned = GoldenEnvelope.all().stream().map(golden -> golden.header.flags()).distinct().toList();
    for (int flags = 0; flags <= EntryHeader.KNOWN_FLAGS; flags++) {
      EntryHeader header = EntryHeader.of(flags, VERSION, DEADLINE);
      if (pinned.contains(flags)) {
        EntryFormat.encode(header, List.of(), KEY, new byte[0]);
      } else {
        assertThrows(IllegalArgumentException.class, () -> EntryFormat.encode(header, List.of(), KEY, new byte[0]), "flags " + flags);
      }
    }
    assertEquals(List.of(0, 2, 4, 6, 1), pinned);
  }

  @Test
  void aHeaderIsReadFromItsOwnBytesAlone() {
    byte[] bytes = GoldenEnvelope.SLIDING.golden();
    assertEquals(36, EntryHeader.BYTES);
    assertEquals(GoldenEnvelope.SLIDING.header, EntryHeader.read(Arrays.copyOf(bytes, EntryHeader.BYTES)));
    assertNull(EntryHeader.read(Arrays.copyOf(bytes, EntryHeader.BYTES - 1)));
    assertNull(EntryHeader.read("abc".getBytes(UTF_8)));
    assertNull(EntryHeader.read(new byte[100]));
  }

  @Test
  void theVersionOfALaterFormatCanBeRead() {
    byte[] bytes = envelope();
    bytes[3] = 9;
    EntryHeader header = EntryHeader.read(bytes);
    assertEquals(9, header.format());
    assertEquals(VERSION, header.version());
    assertSame(Undecodable.UNKNOWN_FORMAT, EntryFormat.decode(bytes, KEY));
  }

  @Test
  void anEnvelopeOfAnotherKeyIsToldApart() {
    assertSame(Undecodable.OTHER_KEY, EntryFormat.decode(envelope(), "keX".getBytes(UTF_8)));
    assertSame(Undecodable.OTHER_KEY, EntryFormat.decode(envelope(), "ke".getBytes(UTF_8)));
    assertSame(Undecodable.OTHER_KEY, EntryFormat.decode(envelope(), "key1".getBytes(UTF_8)));
    assertArrayEquals(KEY, assertInstanceOf(Envelope.class, EntryFormat.decode(envelope())).key());
  }

  @Test
  void whatIsNoEnvelopeIsForeign() {
    assertSame(Undecodable.FOREIGN, EntryFormat.decode(new byte[0], KEY));
    assertSame(Undecodable.FOREIGN, EntryFormat.decode("a string that PHP wrote, longer than any header of ours is".getBytes(UTF_8), KEY));
    assertSame(Undecodable.FOREIGN, EntryFormat.decode(new byte[4096], KEY));
  }

  @Test
  void whatIsCutIsTruncated() {
    byte[] bytes = envelope();
    assertSame(Undecodable.TRUNCATED, EntryFormat.decode(Arrays.copyOf(bytes, bytes.length - 1), KEY));
    assertSame(Undecodable.TRUNCATED, EntryFormat.decode(Arrays.copyOf(bytes, 47), KEY));
    assertSame(Undecodable.TRUNCATED, EntryFormat.decode(Arrays.copyOf(bytes, 3), KEY));
  }

  @Test
  void whatGoesOnBehindItsEndIsDamaged() {
    byte[] bytes = envelope();
    assertSame(Undecodable.DAMAGED, EntryFormat.decode(Arrays.copyOf(bytes, bytes.length + 1), KEY));
  }

  @Test
  void unknownFlagsAreUndecodableThoughTheChecksAgree() {
    for (int flags : new int[] {1 << 3, 1 << 8, 1 << 15, EntryHeader.FLAG_TOMBSTONE | EntryHeader.FLAG_SLIDING}) {
      byte[] bytes = EntryFormat.encode(EntryHeader.of(0, VERSION, DEADLINE), List.of(), KEY, new byte[0]);
      BigEndian.putShort(bytes, EntryFormat.FLAGS_OFFSET, flags);
      assertSame(Undecodable.UNKNOWN_FORMAT, EntryFormat.decode(checkedAgain(bytes), KEY), "flags " + flags);
    }
  }

  @Test
  void aTombstoneWithAPayloadIsUndecodableThoughTheChecksAgree() {
    byte[] bytes = envelope();
    BigEndian.putShort(bytes, EntryFormat.FLAGS_OFFSET, EntryHeader.FLAG_TOMBSTONE);
    assertSame(Undecodable.UNKNOWN_FORMAT, EntryFormat.decode(checkedAgain(bytes), KEY));
  }

  @Test
  void theReservedByteAndMoreThanFourConditionalWritesAreUndecodableThoughTheChecksAgree() {
    byte[] bytes = envelope();
    bytes[EntryFormat.ZERO_OFFSET] = 1;
    assertSame(Undecodable.UNKNOWN_FORMAT, EntryFormat.decode(checkedAgain(bytes), KEY));

    // The fifth version is made of what was the beginning of the payload.
    byte[] five = EntryFormat.encode(EntryHeader.of(0, VERSION, DEADLINE), Collections.nCopies(4, VERSION), new byte[0], new byte[16]);
    five[EntryFormat.COUNT_OFFSET] = 5;
    assertSame(Undecodable.UNKNOWN_FORMAT, EntryFormat.decode(checkedAgain(five)));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 11, 1 << 20})
  void aForgedLengthOfTheKeyIsDamage(int length) {
    byte[] bytes = envelope();
    BigEndian.putInt(bytes, EntryFormat.KEY_LENGTH_OFFSET, length);
    assertSame(Undecodable.DAMAGED, EntryFormat.decode(checkedAgain(bytes), KEY));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MIN_VALUE, 0, 57})
  void aForgedLengthIsDamage(int length) {
    byte[] bytes = envelope();
    BigEndian.putInt(bytes, EntryFormat.LENGTH_OFFSET, length);
    assertSame(Undecodable.DAMAGED, EntryFormat.decode(checkedAgain(bytes), KEY));
  }

  @Test
  void aTouchReplacesTwelveBytesInPlace() {
    byte[] bytes = envelope();
    DeadlinePatch patch = DeadlinePatch.of(KEY, DEADLINE + 60_000);
    assertEquals(24, DeadlinePatch.OFFSET);
    assertEquals(12, patch.bytes().length);
    byte[] expected = EntryFormat.encode(EntryHeader.of(0, VERSION, DEADLINE + 60_000), List.of(), KEY, PAYLOAD);
    byte[] patched = bytes.clone();
    System.arraycopy(patch.bytes(), 0, patched, DeadlinePatch.OFFSET, DeadlinePatch.BYTES);
    assertArrayEquals(expected, patched);
    patch.applyTo(bytes);
    assertArrayEquals(expected, bytes);
    assertEquals(DEADLINE + 60_000, sound(bytes, KEY).header().deadline());
    assertEquals(VERSION, sound(bytes, KEY).header().version());
  }

  @Test
  void aTouchMeantForAnotherKeyIsDamage() {
    byte[] bytes = envelope();
    DeadlinePatch.of("other".getBytes(UTF_8), DEADLINE + 60_000).applyTo(bytes);
    assertSame(Undecodable.DAMAGED, EntryFormat.decode(bytes, KEY));
  }

  @Test
  void theDeadlineOfAnotherTouchOfTheSameKeyIsTheOneChangeThatCannotBeSeen() {
    byte[] bytes = envelope();
    DeadlinePatch.of(KEY, 5).applyTo(bytes);
    assertEquals(5, sound(bytes, KEY).header().deadline());
  }

  @Test
  void thePayloadIsLookedAtInPlaceAndCannotBeChanged() {
    byte[] bytes = envelope();
    ByteBuffer payload = sound(bytes, KEY).payload();
    assertThrows(ReadOnlyBufferException.class, () -> payload.put((byte) 0));
    bytes[bytes.length - 1] = 'X';
    assertEquals('X', payload.get(payload.limit() - 1));
  }

  @Test
  void anEntryIsExpiredFromItsDeadlineOnUnlessEternalOrSliding() {
    assertFalse(EntryHeader.of(0, VERSION, DEADLINE).isExpiredAt(DEADLINE - 1));
    assertTrue(EntryHeader.of(0, VERSION, DEADLINE).isExpiredAt(DEADLINE));
    assertFalse(EntryHeader.of(0, VERSION, StoredEntry.ETERNAL).isExpiredAt(Long.MAX_VALUE));
    assertFalse(EntryHeader.of(EntryHeader.FLAG_SLIDING, VERSION, DEADLINE).isExpiredAt(DEADLINE));
    assertTrue(EntryHeader.of(EntryHeader.FLAG_COMPRESSED, VERSION, DEADLINE).isCompressed());
  }

  @Test
  void contradictionsAreNotWritten() {
    EntryHeader plain = EntryHeader.of(0, VERSION, DEADLINE);
    EntryHeader tombstone = EntryHeader.of(EntryHeader.FLAG_TOMBSTONE, VERSION, DEADLINE);
    assertThrows(IllegalArgumentException.class, () -> EntryFormat.encode(tombstone, List.of(), KEY, PAYLOAD));
    assertThrows(IllegalArgumentException.class, () -> EntryFormat.encode(plain, Collections.nCopies(5, VERSION), KEY, PAYLOAD));
    assertThrows(
        IllegalArgumentException.class, () -> EntryFormat.encode(new EntryHeader(2, 0, VERSION, DEADLINE), List.of(), KEY, PAYLOAD));
    assertThrows(
        IllegalArgumentException.class, () -> EntryFormat.encode(EntryHeader.of(1 << 7, VERSION, DEADLINE), List.of(), KEY, PAYLOAD));
  }

  /** The bytes with the check that belongs to them, as somebody would write them who means them. */
  private static byte[] checkedAgain(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, 24);
    crc.update(bytes, 36, 8);
    crc.update(bytes, 48, bytes.length - 48);
    BigEndian.putInt(bytes, 44, (int) crc.getValue());
    return bytes;
  }

  private static byte[] envelope() {
    return EntryFormat.encode(EntryHeader.of(0, VERSION, DEADLINE), List.of(), KEY, PAYLOAD);
  }

  private static Envelope sound(byte[] bytes, byte[] key) {
    return assertInstanceOf(Envelope.class, EntryFormat.decode(bytes, key));
  }
}
