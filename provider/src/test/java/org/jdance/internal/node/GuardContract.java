package org.jdance.internal.node;

import static org.jdance.internal.node.ContractTests.bytes;
import static org.jdance.internal.node.ContractTests.envelope;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jdance.internal.entry.DeadlinePatch;
import org.jdance.internal.entry.EnvelopeMark;
import org.junit.jupiter.api.Test;

/** What goes with a guard: the reply tells the mark of the stamp, and where that is declared another stamp's request is refused. */
interface GuardContract extends ContractTests {

  byte[] VIEW = bytes("guarding-stamp");
  byte[] GUARDED = bytes("guarded");

  @Test
  default void withoutAGuardNoMarkIsTold() {
    assertEquals(Guard.UNTOLD, put(GUARDED, envelope(GUARDED, 1)).stamp());
    assertEquals(Guard.UNTOLD, read(GUARDED).stamp());
    assertEquals(Guard.UNTOLD, read(bytes("nothing")).stamp());
  }

  @Test
  default void aReadTellsTheMarkOfTheStampWhateverThatIs() {
    put(GUARDED, envelope(GUARDED, 1));
    Guard guard = guard(1);
    assertEquals(EnvelopeMark.NONE, guardedRead(GUARDED, guard).stamp());
    for (int view = 1; view <= 3; view++) {
      put(VIEW, envelope(VIEW, view));
      ReadReply reply = guardedRead(GUARDED, guard);
      assertEquals(guard(view).mark(), reply.stamp());
      assertArrayEquals(envelope(GUARDED, 1), reply.value());
      ReadReply nothing = guardedRead(bytes("nothing"), guard);
      assertNull(nothing.value());
      assertEquals(guard(view).mark(), nothing.stamp());
    }
  }

  @Test
  default void aStampThatIsNoEnvelopeIsNotTheGuards() {
    Guard guard = guard(1);
    for (byte[] foreign : List.of(bytes("x"), bytes("something else that is long enough to have held a header of an envelope"))) {
      put(VIEW, foreign);
      long told = guardedRead(GUARDED, guard).stamp();
      assertTrue(told == EnvelopeMark.NONE || told == Guard.UNTOLD, () -> "told " + told);
    }
  }

  @Test
  default void aPlainWriteAndADeletionAreDoneAndTellTheMark() {
    put(VIEW, envelope(VIEW, 2));
    WriteReply written = await(node().write(NodeWrite.always(GUARDED, envelope(GUARDED, 1), FOREVER), guard(1), within()));
    assertEquals(NodeOutcome.STORED, written.outcome());
    assertEquals(guard(2).mark(), written.stamp());
    assertArrayEquals(envelope(GUARDED, 1), read(GUARDED).value());
    WriteReply deleted = await(node().delete(GUARDED, guard(1), within()));
    assertEquals(NodeOutcome.DELETED, deleted.outcome());
    assertEquals(guard(2).mark(), deleted.stamp());
    assertEquals(NodeOutcome.NOT_FOUND, await(node().delete(GUARDED, guard(1), within())).outcome());
  }

  @Test
  default void underTheGuardsStampAConditionalWriteIsAsWithoutAGuard() {
    assumeTrue(can().conditionalWrites());
    Guard guard = guard(1);
    put(VIEW, envelope(VIEW, 1));
    WriteReply first = await(node().write(NodeWrite.ifAbsent(GUARDED, envelope(GUARDED, 1), FOREVER), guard, within()));
    assertTold(NodeOutcome.STORED, guard, first);
    assertTold(NodeOutcome.EXISTS, guard, await(node().write(NodeWrite.ifAbsent(GUARDED, envelope(GUARDED, 2), 60_000), guard, within())));
    NodeToken token = first.token();
    assertTold(NodeOutcome.STORED, guard, await(node().write(NodeWrite.ifMatches(GUARDED, envelope(GUARDED, 3), token, FOREVER), guard, within())));
    assertTold(
        NodeOutcome.TOKEN_MISMATCH, guard, await(node().write(NodeWrite.ifMatches(GUARDED, envelope(GUARDED, 4), token, FOREVER), guard, within())));
    assertTold(NodeOutcome.TOKEN_MISMATCH, guard, await(node().deleteIfMatches(GUARDED, token, guard, within())));
    assertTold(NodeOutcome.DELETED, guard, await(node().deleteIfMatches(GUARDED, read(GUARDED).token(), guard, within())));
    assertTold(NodeOutcome.STORED, guard, await(node().write(NodeWrite.ifAbsent(GUARDED, envelope(GUARDED, 5), 60_000), guard, within())));
    assertArrayEquals(envelope(GUARDED, 5), read(GUARDED).value());
  }

  @Test
  default void underTheGuardsStampIfNewerIsAsWithoutAGuard() {
    assumeTrue(can().ifNewer());
    Guard guard = guard(1);
    put(VIEW, envelope(VIEW, 1));
    assertTold(NodeOutcome.STORED, guard, await(node().write(NodeWrite.ifNewer(GUARDED, envelope(GUARDED, 2), FOREVER), guard, within())));
    assertTold(
        NodeOutcome.SAME_VERSION_EXISTS, guard, await(node().write(NodeWrite.ifNewer(GUARDED, envelope(GUARDED, 2), FOREVER), guard, within())));
    WriteReply older = await(node().write(NodeWrite.ifNewer(GUARDED, envelope(GUARDED, 1), FOREVER), guard, within()));
    assertTold(NodeOutcome.NEWER_EXISTS, guard, older);
    assertEquals(2, older.found().version().stamp());
  }

  @Test
  default void underAnotherStampNothingConditionalIsDone() {
    assumeTrue(can().refusesOtherStamps());
    put(GUARDED, envelope(GUARDED, 5));
    NodeToken token = read(GUARDED).token();
    List<Supplier<Pending<WriteReply>>> requests = new ArrayList<>();
    Guard guard = guard(1);
    requests.add(() -> node().write(NodeWrite.ifMatches(GUARDED, envelope(GUARDED, 6), token, FOREVER), guard, within()));
    requests.add(() -> node().deleteIfMatches(GUARDED, token, guard, within()));
    requests.add(() -> node().write(NodeWrite.ifAbsent(bytes("other"), envelope(bytes("other"), 6), FOREVER), guard, within()));
    requests.add(() -> node().write(NodeWrite.ifNewer(GUARDED, envelope(GUARDED, 7), FOREVER), guard, within()));
    requests.add(() -> node().touch(GUARDED, Touch.deadline(DeadlinePatch.of(GUARDED, soon()), fixture().time().millis(), FOREVER), guard, within()));
    // No stamp, an earlier one, a later one, foreign bytes.
    List<Runnable> others =
        List.of(
            () -> delete(VIEW), () -> put(VIEW, envelope(VIEW, 0)), () -> put(VIEW, envelope(VIEW, 2)), () -> put(VIEW, bytes("x")));
    for (Runnable other : others) {
      other.run();
      long mark = await(node().readMark(VIEW, within()));
      for (Supplier<Pending<WriteReply>> request : requests) {
        WriteReply reply = await(request.get());
        assertEquals(NodeOutcome.OTHER_STAMP, reply.outcome());
        assertEquals(mark, reply.stamp());
      }
      Touch touch = Touch.deadline(DeadlinePatch.of(GUARDED, soon()), fixture().time().millis(), FOREVER);
      assertEquals(mark, await(node().readAndTouch(GUARDED, touch, guard, within())).stamp());
    }
    assertArrayEquals(envelope(GUARDED, 5), read(GUARDED).value());
    assertNull(read(bytes("other")).value());
  }

  @Test
  default void whereItIsNotDeclaredNothingIsRefused() {
    assumeFalse(can().refusesOtherStamps());
    assumeTrue(can().conditionalWrites());
    put(VIEW, envelope(VIEW, 2));
    WriteReply written = await(node().write(NodeWrite.ifAbsent(GUARDED, envelope(GUARDED, 1), FOREVER), guard(1), within()));
    assertTold(NodeOutcome.STORED, guard(2), written);
  }

  @Test
  default void aBatchOfReadsTellsTheMarkOfTheStampAtLeastOnce() {
    put(VIEW, envelope(VIEW, 2));
    List<byte[]> keys = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      keys.add(bytes("batch" + i));
    }
    put(keys.get(7), envelope(keys.get(7), 1));
    long told = Guard.UNTOLD;
    List<Pending<ReadReply>> replies = node().readAll(keys, guard(1), within());
    for (int i = 0; i < replies.size(); i++) {
      ReadReply reply = await(replies.get(i));
      assertEquals(i == 7, reply.value() != null);
      told = reply.stamp() == Guard.UNTOLD ? told : reply.stamp();
    }
    assertEquals(guard(2).mark(), told);
  }

  @Test
  default void aBatchOfWritesTellsTheMarkOfTheStampAtLeastOnce() {
    put(VIEW, envelope(VIEW, 1));
    for (long life : new long[] {FOREVER, 60_000}) {
      List<NodeWrite> writes = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        writes.add(NodeWrite.always(bytes("batch" + i), envelope(bytes("batch" + i), 1), life));
      }
      assertEquals(guard(1).mark(), told(NodeOutcome.STORED, writes, guard(1)));
      assertEquals(guard(1).mark(), told(NodeOutcome.STORED, writes, guard(2)));
    }
  }

  @Test
  default void aLongValueIsNotInTheWayOfTheMark() {
    put(VIEW, envelope(VIEW, 1));
    for (int length : new int[] {4_000, 16_270, 16_384, 20_000, 100_000}) {
      byte[] envelope = ContractTests.envelope(GUARDED, 0, 1, Long.MAX_VALUE, ContractTests.value(length));
      NodeWrite write = NodeWrite.always(GUARDED, envelope, FOREVER);
      assertEquals(guard(1).mark(), await(node().write(write, guard(1), within())).stamp());
      assertEquals(guard(1).mark(), told(NodeOutcome.STORED, List.of(write, write, write), guard(1)));
      assertArrayEquals(envelope, guardedRead(GUARDED, guard(1)).value());
    }
  }

  @Test
  default void aBatchIfNewerIsRefusedUnderAnotherStamp() {
    assumeTrue(can().ifNewer() && can().refusesOtherStamps());
    put(VIEW, envelope(VIEW, 1));
    for (long life : new long[] {FOREVER, 60_000}) {
      for (int size : new int[] {1, 2, 300}) {
        List<NodeWrite> writes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
          byte[] key = bytes("newer" + life + "-" + size + "-" + i);
          writes.add(NodeWrite.ifNewer(key, envelope(key, 1), life));
        }
        assertEquals(guard(1).mark(), told(NodeOutcome.OTHER_STAMP, writes, guard(2)));
        assertNull(read(writes.get(0).key()).value());
        assertEquals(guard(1).mark(), told(NodeOutcome.STORED, writes, guard(1)));
        assertEquals(guard(1).mark(), told(NodeOutcome.SAME_VERSION_EXISTS, writes, guard(1)));
      }
    }
  }

  private long told(NodeOutcome outcome, List<NodeWrite> writes, Guard guard) {
    long told = Guard.UNTOLD;
    for (Pending<WriteReply> pending : node().writeAll(writes, guard, within())) {
      WriteReply reply = await(pending);
      assertEquals(outcome, reply.outcome());
      told = reply.stamp() == Guard.UNTOLD ? told : reply.stamp();
    }
    return told;
  }

  private ReadReply guardedRead(byte[] key, Guard guard) {
    return await(node().read(key, guard, within()));
  }

  private static void assertTold(NodeOutcome outcome, Guard guard, WriteReply reply) {
    assertEquals(outcome, reply.outcome());
    assertEquals(guard.mark(), reply.stamp());
  }

  private long soon() {
    return fixture().time().millis() + 60_000;
  }

  private static Guard guard(long view) {
    return Guard.of(VIEW, envelope(VIEW, view));
  }
}
