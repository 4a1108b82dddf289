package org.jdance.internal.node;

import static org.jdance.internal.node.ContractTests.bytes;
import static org.jdance.internal.node.ContractTests.envelope;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.jdance.internal.entry.EntryHeader;
import org.jdance.internal.entry.StoredEntry;
import org.junit.jupiter.api.Test;

/** Writes and deletions under "if absent" and "if token matches". */
interface ConditionContract extends ContractTests {

  byte[] KEY = bytes("conditional");

  @Test
  default void whereNotDeclaredConditionsAreRefusedAndNothingIsWritten() {
    assumeFalse(can().conditionalWrites());
    assertUnsupported(node().write(NodeWrite.ifAbsent(KEY, envelope(KEY, 1), FOREVER), within()));
    assertUnsupported(node().write(NodeWrite.ifMatches(KEY, envelope(KEY, 1), new StorageContract.ForeignToken(), FOREVER), within()));
    assertUnsupported(node().deleteIfMatches(KEY, new StorageContract.ForeignToken(), within()));
    assertUnsupported(node().writeAll(List.of(NodeWrite.ifAbsent(KEY, envelope(KEY, 1), FOREVER)), within()).get(0));
    assertNull(read(KEY).value());
    put(KEY, envelope(KEY, 2));
    assertUnsupported(node().deleteIfMatches(KEY, new StorageContract.ForeignToken(), within()));
    assertArrayEquals(envelope(KEY, 2), read(KEY).value());
  }

  @Test
  default void ifAbsentStoresOnce() {
    assumeTrue(can().conditionalWrites());
    WriteReply first = write(NodeWrite.ifAbsent(KEY, envelope(KEY, 1), FOREVER));
    assertEquals(NodeOutcome.STORED, first.outcome());
    assertEquals(first.token(), read(KEY).token());
    WriteReply second = write(NodeWrite.ifAbsent(KEY, envelope(KEY, 2), FOREVER));
    assertEquals(NodeOutcome.EXISTS, second.outcome());
    assertNull(second.token());
    assertArrayEquals(envelope(KEY, 1), read(KEY).value());
    delete(KEY);
    assertEquals(NodeOutcome.STORED, write(NodeWrite.ifAbsent(KEY, envelope(KEY, 3), FOREVER)).outcome());
  }

  @Test
  default void toIfAbsentATombstoneAndAnExpiredEnvelopeAreSomething() {
    assumeTrue(can().conditionalWrites());
    put(KEY, envelope(KEY, EntryHeader.FLAG_TOMBSTONE, 5, StoredEntry.ETERNAL, new byte[0]));
    assertStandsAgainst(NodeOutcome.EXISTS, 5, write(NodeWrite.ifAbsent(KEY, envelope(KEY, 2), FOREVER)));
    put(KEY, envelope(KEY, 6, 1));
    assertStandsAgainst(NodeOutcome.EXISTS, 6, write(NodeWrite.ifAbsent(KEY, envelope(KEY, 2), FOREVER)));
  }

  @Test
  default void theTokenOfAReadLetsOneWriteThrough() {
    assumeTrue(can().conditionalWrites());
    put(KEY, envelope(KEY, 1));
    NodeToken token = read(KEY).token();
    WriteReply written = write(NodeWrite.ifMatches(KEY, envelope(KEY, 2), token, FOREVER));
    assertEquals(NodeOutcome.STORED, written.outcome());
    assertArrayEquals(envelope(KEY, 2), read(KEY).value());
    assertEquals(NodeOutcome.TOKEN_MISMATCH, write(NodeWrite.ifMatches(KEY, envelope(KEY, 3), token, FOREVER)).outcome());
    assertArrayEquals(envelope(KEY, 2), read(KEY).value());
  }

  @Test
  default void theTokenOfAWriteSparesTheRead() {
    assumeTrue(can().conditionalWrites());
    NodeToken token = put(KEY, envelope(KEY, 1)).token();
    for (int i = 1; i < 5; i++) {
      WriteReply reply = write(NodeWrite.ifMatches(KEY, envelope(KEY, i + 1), token, FOREVER));
      assertEquals(NodeOutcome.STORED, reply.outcome());
      token = reply.token();
    }
    assertArrayEquals(envelope(KEY, 5), read(KEY).value());
    assertEquals(token, read(KEY).token());
  }

  @Test
  default void aTokenChangesWithEveryWrite() {
    assumeTrue(can().conditionalWrites());
    NodeToken first = put(KEY, envelope(KEY, 5)).token();
    put(KEY, envelope(KEY, 6));
    NodeToken second = put(KEY, envelope(KEY, 7)).token();
    assertNotEquals(first, second);
    assertEquals(NodeOutcome.TOKEN_MISMATCH, write(NodeWrite.ifMatches(KEY, envelope(KEY, 8), first, FOREVER)).outcome());
    delete(KEY);
    put(KEY, envelope(KEY, 9));
    assertEquals(NodeOutcome.TOKEN_MISMATCH, write(NodeWrite.ifMatches(KEY, envelope(KEY, 10), second, FOREVER)).outcome());
  }

  @Test
  default void aTokenOfWhatIsGoneFindsNothing() {
    assumeTrue(can().conditionalWrites());
    NodeToken token = put(KEY, envelope(KEY, 1)).token();
    delete(KEY);
    assertEquals(NodeOutcome.NOT_FOUND, write(NodeWrite.ifMatches(KEY, envelope(KEY, 2), token, FOREVER)).outcome());
    assertEquals(NodeOutcome.NOT_FOUND, await(node().deleteIfMatches(KEY, token, within())).outcome());
    assertNull(read(KEY).value());
  }

  @Test
  default void theTokenOfAnotherKeyOrKindNeverMatches() {
    assumeTrue(can().conditionalWrites());
    put(KEY, envelope(KEY, 1));
    NodeToken other = put(bytes("other"), envelope(bytes("other"), 2)).token();
    for (NodeToken token : new NodeToken[] {other, new StorageContract.ForeignToken()}) {
      assertEquals(NodeOutcome.TOKEN_MISMATCH, write(NodeWrite.ifMatches(KEY, envelope(KEY, 2), token, FOREVER)).outcome());
      assertEquals(NodeOutcome.TOKEN_MISMATCH, await(node().deleteIfMatches(KEY, token, within())).outcome());
    }
    assertArrayEquals(envelope(KEY, 1), read(KEY).value());
  }

  @Test
  default void whatStandsAgainstATokenIsToldRightOrNotAtAll() {
    assumeTrue(can().conditionalWrites());
    NodeToken token = put(KEY, envelope(KEY, 5)).token();
    put(KEY, envelope(KEY, 6));
    assertStandsAgainst(NodeOutcome.TOKEN_MISMATCH, 6, write(NodeWrite.ifMatches(KEY, envelope(KEY, 7), token, FOREVER)));
    assertStandsAgainst(NodeOutcome.TOKEN_MISMATCH, 6, await(node().deleteIfMatches(KEY, token, within())));
  }

  @Test
  default void deleteIfMatchesDeletesExactlyWhatWasRead() {
    assumeTrue(can().conditionalWrites());
    NodeToken old = put(KEY, envelope(KEY, 1)).token();
    NodeToken current = put(KEY, envelope(KEY, 2)).token();
    assertEquals(NodeOutcome.TOKEN_MISMATCH, await(node().deleteIfMatches(KEY, old, within())).outcome());
    assertArrayEquals(envelope(KEY, 2), read(KEY).value());
    assertEquals(NodeOutcome.DELETED, await(node().deleteIfMatches(KEY, current, within())).outcome());
    assertNull(read(KEY).value());
  }

  @Test
  default void theTokenOfAnotherConnectionMatchesUnlessBound() {
    assumeTrue(can().conditionalWrites());
    put(KEY, envelope(KEY, 1));
    Node other = fixture().connect();
    NodeToken token = await(other.read(KEY, within())).token();
    NodeOutcome outcome = write(NodeWrite.ifMatches(KEY, envelope(KEY, 2), token, FOREVER)).outcome();
    assertEquals(can().tokensBoundToConnection() ? NodeOutcome.TOKEN_MISMATCH : NodeOutcome.STORED, outcome);
  }

  @Test
  default void ofConditionalWritesSubmittedTogetherOneWins() {
    assumeTrue(can().conditionalWrites());
    Node other = fixture().connect();
    List<Pending<WriteReply>> absent = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      absent.add((i % 2 == 0 ? node() : other).write(NodeWrite.ifAbsent(KEY, envelope(KEY, i + 1), FOREVER), within()));
    }
    assertEquals(1, stored(absent));

    NodeToken token = read(KEY).token();
    List<Pending<WriteReply>> matching = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      matching.add(node().write(NodeWrite.ifMatches(KEY, envelope(KEY, i + 11), token, FOREVER), within()));
    }
    assertEquals(1, stored(matching));
  }

  private long stored(List<Pending<WriteReply>> replies) {
    return replies.stream().filter(reply -> await(reply).outcome() == NodeOutcome.STORED).count();
  }

  private static void assertStandsAgainst(NodeOutcome outcome, long version, WriteReply reply) {
    assertEquals(outcome, reply.outcome());
    assertNull(reply.token());
    if (reply.found() != null) {
      assertEquals(version, reply.found().version().stamp());
    }
  }
}
