package org.jdance.internal.node;

import static org.jdance.internal.node.ContractTests.bytes;
import static org.jdance.internal.node.ContractTests.envelope;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.jdance.internal.entry.DeadlinePatch;
import org.jdance.internal.entry.EnvelopeMark;
import org.jdance.internal.node.NodeException.Kind;
import org.junit.jupiter.api.Test;

/** How a client notices that an entry, or the whole server, is not what it was: marks and processes. */
interface StampContract extends ContractTests {

  byte[] STAMP = bytes("stamp");

  @Test
  default void theMarkOfNothingIsNone() {
    assertEquals(EnvelopeMark.NONE, mark());
    assertFails(Kind.UNSUPPORTED, node().readMark(new byte[0], within()));
  }

  @Test
  default void theMarkIsThatOfTheEnvelopeHoweverItWasWritten() {
    put(STAMP, envelope(STAMP, 1));
    assertEquals(EnvelopeMark.of(envelope(STAMP, 1)), mark());
    put(STAMP, envelope(STAMP, 2));
    assertEquals(EnvelopeMark.of(envelope(STAMP, 2)), mark());
    assertNotEquals(EnvelopeMark.of(envelope(STAMP, 1)), mark());
    delete(STAMP);
    assertEquals(EnvelopeMark.NONE, mark());
    if (can().ifNewer()) {
      write(NodeWrite.ifNewer(STAMP, envelope(STAMP, 3), FOREVER));
      assertEquals(EnvelopeMark.of(envelope(STAMP, 3)), mark());
    }
    if (can().conditionalWrites()) {
      NodeToken token = read(STAMP).token();
      if (token == null) {
        write(NodeWrite.ifAbsent(STAMP, envelope(STAMP, 3), FOREVER));
        assertEquals(EnvelopeMark.of(envelope(STAMP, 3)), mark());
        token = read(STAMP).token();
      }
      write(NodeWrite.ifMatches(STAMP, envelope(STAMP, 4), token, FOREVER));
      assertEquals(EnvelopeMark.of(envelope(STAMP, 4)), mark());
    }
    await(node().writeAll(List.of(NodeWrite.always(STAMP, envelope(STAMP, 5), FOREVER)), within()).get(0));
    assertEquals(EnvelopeMark.of(envelope(STAMP, 5)), mark());
  }

  @Test
  default void theMarkOfWhatIsNoEnvelopeIsNone() {
    put(STAMP, bytes("something else that is long enough to have held a header of an envelope"));
    assertEquals(EnvelopeMark.NONE, mark());
    put(STAMP, bytes("x"));
    assertEquals(EnvelopeMark.NONE, mark());
  }

  @Test
  default void aTouchDoesNotChangeTheMark() {
    assumeTrue(can().touch() == TouchKind.DEADLINE);
    long deadline = fixture().time().millis() + 60_000;
    byte[] envelope = envelope(STAMP, 1, deadline);
    put(STAMP, envelope);
    await(node().touch(STAMP, Touch.deadline(DeadlinePatch.of(STAMP, deadline + 1), fixture().time().millis(), FOREVER), within()));
    assertEquals(EnvelopeMark.of(envelope), mark());
  }

  @Test
  default void aServerThatTellsItsProcessIsAnotherAfterARestart() {
    assumeTrue(can().tellsProcess());
    String before = await(node().identify(within()));
    assertFalse(before.isEmpty());
    assertEquals(before, await(node().identify(within())));
    assertEquals(before, await(fixture().connect().identify(within())));
    node().expect(before);
    put(STAMP, bytes("v"));
    fixture().restartEmpty();
    eventually("the restarted server is reached", () -> !identified().equals(before));
    assertRefusedAsRestarted();
    node().expect(identified());
    assertNull(read(STAMP).value());
    put(STAMP, bytes("w"));
    node().expect("another process");
    assertRefusedAsRestarted();
    node().expect(null);
    assertArrayEquals(bytes("w"), read(STAMP).value());
  }

  @Test
  default void whereNoneIsToldEveryProcessIsTheSame() {
    assumeFalse(can().tellsProcess());
    assertEquals("", await(node().identify(within())));
    node().expect("some process");
    put(STAMP, bytes("v"));
    assertArrayEquals(bytes("v"), read(STAMP).value());
  }

  private void assertRefusedAsRestarted() {
    for (Pending<?> pending :
        List.of(
            node().read(STAMP, within()),
            node().write(NodeWrite.always(STAMP, bytes("never"), FOREVER), within()),
            node().readMark(STAMP, within()),
            node().delete(STAMP, within()))) {
      NodeException e = assertFails(Kind.RESTARTED, pending);
      assertFalse(e.mayHaveRun());
    }
  }

  private String identified() {
    try {
      return await(node().identify(within()));
    } catch (NodeException e) {
      return await(node().identify(within()));
    }
  }

  private long mark() {
    return await(node().readMark(STAMP, within()));
  }
}
