package org.jdance.internal.node;

import static org.jdance.internal.node.ContractTests.bytes;
import static org.jdance.internal.node.ContractTests.envelope;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.jdance.internal.entry.DeadlinePatch;
import org.jdance.internal.entry.EntryFormat;
import org.jdance.internal.entry.EntryHeader;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.entry.Version;
import org.junit.jupiter.api.Test;

/** Writes under "if newer". */
interface VersionContract extends ContractTests {

  byte[] VERSIONED = bytes("versioned");

  @Test
  default void whereNotDeclaredIfNewerIsRefusedAndNothingIsWritten() {
    assumeFalse(can().ifNewer());
    assertUnsupported(node().write(newer(5), within()));
    assertNull(read(VERSIONED).value());
    put(VERSIONED, envelope(VERSIONED, 4));
    assertUnsupported(node().write(newer(5), within()));
    assertArrayEquals(envelope(VERSIONED, 4), read(VERSIONED).value());
  }

  @Test
  default void onlyAnEnvelopeCanBeNewer() {
    assertThrows(IllegalArgumentException.class, () -> NodeWrite.ifNewer(VERSIONED, bytes("a string"), FOREVER));
    assertThrows(IllegalArgumentException.class, () -> NodeWrite.ifNewer(VERSIONED, new byte[0], FOREVER));
  }

  @Test
  default void aNewerVersionReplacesAndAnOlderOneDoesNot() {
    assumeTrue(can().ifNewer());
    assertEquals(NodeOutcome.STORED, write(newer(5)).outcome());
    assertEquals(NodeOutcome.STORED, write(newer(7)).outcome());
    WriteReply older = write(newer(6));
    assertEquals(NodeOutcome.NEWER_EXISTS, older.outcome());
    assertEquals(EntryHeader.of(0, new Version(7, 1), StoredEntry.ETERNAL), older.found());
    assertArrayEquals(envelope(VERSIONED, 7), read(VERSIONED).value());
  }

  @Test
  default void theSameVersionAgainIsARequestThatRanBefore() {
    assumeTrue(can().ifNewer());
    write(newer(5));
    assertEquals(NodeOutcome.SAME_VERSION_EXISTS, write(newer(5)).outcome());
    assertArrayEquals(envelope(VERSIONED, 5), read(VERSIONED).value());
  }

  @Test
  default void versionsCompareUnsignedAndByteByByte() {
    assumeTrue(can().ifNewer());
    // Bytes that a locale sorts otherwise, halves and words with the highest bit set, and numbers that a double rounds to the same.
    List<Version> rising = List.of(
        new Version(0, 1),
        new Version(0x00000000_00000042L, 0),
        new Version(0x00000000_00000061L, 0),
        new Version(0x00000000_7FFFFFFFL, 0),
        new Version(0x00000000_80000000L, 0),
        new Version(0x00000001_00000000L, 0),
        new Version(0x00200000_00000000L, 0),
        new Version(0x00200000_00000001L, 0),
        new Version(0x00200000_00000001L, 1),
        new Version(0x00200000_00000001L, 0x7FFFFFFF_FFFFFFFFL),
        new Version(0x00200000_00000001L, 0x80000000_00000000L),
        new Version(0x00200000_00000001L, -1),
        new Version(0x41E9C3A9_61C0E0DFL, 0),
        new Version(0x41E9C3A9_61C0E0E0L, 0),
        new Version(0x7FFFFFFF_FFFFFFFFL, 0),
        new Version(0x80000000_00000000L, 0),
        new Version(-1, -2),
        new Version(-1, -1));
    Version before = null;
    for (Version version : rising) {
      assertEquals(NodeOutcome.STORED, write(newer(version)).outcome(), before + " then " + version);
      assertEquals(NodeOutcome.SAME_VERSION_EXISTS, write(newer(version)).outcome(), version + " twice");
      if (before != null) {
        assertEquals(NodeOutcome.NEWER_EXISTS, write(newer(before)).outcome(), version + " then " + before);
      }
      before = version;
    }
  }

  @Test
  default void aTombstoneAndAnExpiredEnvelopeStillHaveTheirVersion() {
    assumeTrue(can().ifNewer());
    byte[] tombstone = envelope(VERSIONED, EntryHeader.FLAG_TOMBSTONE, 9, StoredEntry.ETERNAL, new byte[0]);
    assertEquals(NodeOutcome.STORED, write(NodeWrite.ifNewer(VERSIONED, tombstone, FOREVER)).outcome());
    WriteReply refused = write(newer(8));
    assertEquals(NodeOutcome.NEWER_EXISTS, refused.outcome());
    assertEquals(EntryHeader.of(EntryHeader.FLAG_TOMBSTONE, new Version(9, 1), StoredEntry.ETERNAL), refused.found());
    write(NodeWrite.ifNewer(VERSIONED, envelope(VERSIONED, 12, 1), FOREVER));
    assertEquals(NodeOutcome.NEWER_EXISTS, write(newer(11)).outcome());
    assertEquals(NodeOutcome.STORED, write(newer(13)).outcome());
  }

  @Test
  default void whatIsNoEnvelopeIsReplaced() {
    assumeTrue(can().ifNewer());
    for (byte[] foreign : new byte[][] {bytes("abc"), bytes("~".repeat(100)), new byte[1], {(byte) 0xD9, 'J', 'D', 1}}) {
      put(VERSIONED, foreign);
      assertEquals(NodeOutcome.STORED, write(newer(5)).outcome());
      assertArrayEquals(envelope(VERSIONED, 5), read(VERSIONED).value());
    }
  }

  @Test
  default void theVersionOfALaterFormatIsRespected() {
    assumeTrue(can().ifNewer());
    byte[] later = envelope(VERSIONED, 9);
    later[3] = 2;
    put(VERSIONED, later);
    assertEquals(NodeOutcome.NEWER_EXISTS, write(newer(8)).outcome());
    assertEquals(NodeOutcome.STORED, write(newer(10)).outcome());
  }

  @Test
  default void aTouchChangesNoVersion() {
    assumeTrue(can().ifNewer() && can().touch() == TouchKind.DEADLINE);
    write(newer(5));
    long now = fixture().time().millis();
    await(node().touch(VERSIONED, Touch.deadline(DeadlinePatch.of(VERSIONED, now + 60_000), now, FOREVER), within()));
    assertEquals(NodeOutcome.SAME_VERSION_EXISTS, write(newer(5)).outcome());
    assertEquals(NodeOutcome.NEWER_EXISTS, write(newer(4)).outcome());
    assertEquals(NodeOutcome.STORED, write(newer(6)).outcome());
  }

  private static NodeWrite newer(long version) {
    return NodeWrite.ifNewer(VERSIONED, envelope(VERSIONED, version), FOREVER);
  }

  private static NodeWrite newer(Version version) {
    byte[] envelope = EntryFormat.encode(EntryHeader.of(0, version, StoredEntry.ETERNAL), List.of(), VERSIONED, bytes("v"));
    return NodeWrite.ifNewer(VERSIONED, envelope, FOREVER);
  }
}
