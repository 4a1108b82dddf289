package org.jdance.internal.node;

import static org.jdance.internal.node.ContractTests.bytes;
import static org.jdance.internal.node.ContractTests.envelope;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jdance.internal.entry.DeadlinePatch;
import org.jdance.internal.entry.EntryFormat;
import org.jdance.internal.entry.EntryHeader;
import org.jdance.internal.entry.Envelope;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.entry.Version;
import org.junit.jupiter.api.Test;

/** The server's time to live, and touches. */
interface LifeContract extends ContractTests {

  byte[] MORTAL = bytes("mortal");

  /** A life that the server can tell from none, by its granularity. */
  default long shortLife() {
    return Math.max(500, can().expiryGranularityMillis());
  }

  @Test
  default void aTimeToLiveIsPositive() {
    assertThrows(IllegalArgumentException.class, () -> NodeWrite.always(MORTAL, bytes("v"), 0));
    assertThrows(IllegalArgumentException.class, () -> NodeWrite.ifAbsent(MORTAL, bytes("v"), -1));
    assertThrows(IllegalArgumentException.class, () -> Touch.timeToLive(0));
  }

  @Test
  default void whereNoneIsKeptATimeToLiveIsNotRefused() {
    assumeFalse(can().keepsExpiry());
    assertEquals(NodeOutcome.STORED, write(NodeWrite.always(MORTAL, bytes("v"), 1000)).outcome());
    assertArrayEquals(bytes("v"), read(MORTAL).value());
  }

  @Test
  default void whatHasATimeToLiveIsThereUntilThenAndGoneSoonAfter() {
    assumeTrue(can().keepsExpiry());
    long written = now();
    write(NodeWrite.always(MORTAL, bytes("v"), shortLife()));
    assertLivesUntil(written + shortLife());
    assertEquals(NodeOutcome.NOT_FOUND, delete(MORTAL));
  }

  @Test
  default void whatIsWrittenOverHasTheLifeOfTheNewWrite() {
    assumeTrue(can().keepsExpiry());
    write(NodeWrite.always(MORTAL, bytes("short"), shortLife()));
    put(MORTAL, bytes("for ever"));
    pass(2 * shortLife() + can().expiryGranularityMillis());
    assertArrayEquals(bytes("for ever"), read(MORTAL).value());
    long written = now();
    write(NodeWrite.always(MORTAL, bytes("short"), shortLife()));
    assertLivesUntil(written + shortLife());
  }

  @Test
  default void whatIsGoneByAgeIsAbsentToConditions() {
    assumeTrue(can().keepsExpiry() && can().conditionalWrites());
    NodeToken token = write(NodeWrite.always(MORTAL, envelope(MORTAL, 1), shortLife())).token();
    pass(shortLife() + can().expiryGranularityMillis());
    eventually("gone by age", () -> read(MORTAL).value() == null);
    assertEquals(NodeOutcome.NOT_FOUND, write(NodeWrite.ifMatches(MORTAL, envelope(MORTAL, 2), token, FOREVER)).outcome());
    assertEquals(NodeOutcome.NOT_FOUND, await(node().deleteIfMatches(MORTAL, token, within())).outcome());
    assertEquals(NodeOutcome.STORED, write(NodeWrite.ifAbsent(MORTAL, envelope(MORTAL, 3), shortLife())).outcome());
    assertArrayEquals(envelope(MORTAL, 3), read(MORTAL).value());
  }

  @Test
  default void aLongTimeToLiveIsNotTakenForADate() {
    long[] lives = {
      TimeUnit.DAYS.toMillis(29), TimeUnit.DAYS.toMillis(31), TimeUnit.DAYS.toMillis(400), TimeUnit.DAYS.toMillis(100_000),
      Integer.MAX_VALUE, 1L << 32, Long.MAX_VALUE / 2, Long.MAX_VALUE - 1
    };
    for (long life : lives) {
      assertEquals(NodeOutcome.STORED, write(NodeWrite.always(MORTAL, bytes("v"), life)).outcome());
      assertArrayEquals(bytes("v"), read(MORTAL).value(), life + " ms");
    }
  }

  @Test
  default void whatIsLeftOfALifeIsToldWhereDeclared() {
    put(MORTAL, bytes("for ever"));
    assertEquals(can().tellsRemainingLife() ? Node.NO_EXPIRY : ReadReply.UNKNOWN_LIFE, read(MORTAL).remainingMillis());
    long life = TimeUnit.MINUTES.toMillis(10);
    long before = now();
    write(NodeWrite.always(MORTAL, bytes("v"), life));
    long remaining = read(MORTAL).remainingMillis();
    if (can().tellsRemainingLife()) {
      long passed = now() - before;
      assertTrue(remaining >= life - passed - can().expiryGranularityMillis(), remaining + " ms left");
      assertTrue(remaining <= life + can().expiryGranularityMillis(), remaining + " ms left");
    } else {
      assertEquals(ReadReply.UNKNOWN_LIFE, remaining);
    }
  }

  @Test
  default void aTouchIsRefusedWhereNotDeclared() {
    assumeTrue(can().touch() == TouchKind.NONE);
    put(MORTAL, envelope(MORTAL, 1));
    assertUnsupported(node().touch(MORTAL, Touch.timeToLive(1000), within()));
    assertUnsupported(node().readAndTouch(MORTAL, Touch.timeToLive(1000), within()));
    assertUnsupported(node().touch(MORTAL, deadlineTouch(now() + 1000), within()));
    assertArrayEquals(envelope(MORTAL, 1), read(MORTAL).value());
  }

  @Test
  default void aTouchOfTheDeadlineIsRefusedWhereNotDeclared() {
    assumeTrue(can().touch() == TouchKind.TIME_TO_LIVE);
    put(MORTAL, envelope(MORTAL, 1));
    assertUnsupported(node().touch(MORTAL, deadlineTouch(now() + 1000), within()));
    assertUnsupported(node().readAndTouch(MORTAL, deadlineTouch(now() + 1000), within()));
    assertArrayEquals(envelope(MORTAL, 1), read(MORTAL).value());
  }

  @Test
  default void aTouchProlongsAndShortensALifeAndNothingElse() {
    assumeTrue(can().touch() != TouchKind.NONE);
    NodeToken token = write(NodeWrite.always(MORTAL, envelope(MORTAL, 1), shortLife())).token();
    assertEquals(NodeOutcome.TOUCHED, touch(Touch.timeToLive(FOREVER)).outcome());
    pass(2 * shortLife() + can().expiryGranularityMillis());
    assertArrayEquals(envelope(MORTAL, 1), read(MORTAL).value());
    assertEquals(token, read(MORTAL).token());
    long touched = now();
    assertEquals(NodeOutcome.TOUCHED, touch(Touch.timeToLive(shortLife())).outcome());
    assertLivesUntil(touched + shortLife());
  }

  @Test
  default void aReadThatTouchesAnswersWhatIsThere() {
    assumeTrue(can().touch() != TouchKind.NONE);
    NodeToken token = write(NodeWrite.always(MORTAL, envelope(MORTAL, 1), shortLife())).token();
    ReadReply reply = await(node().readAndTouch(MORTAL, Touch.timeToLive(FOREVER), within()));
    assertArrayEquals(envelope(MORTAL, 1), reply.value());
    assertEquals(token, reply.token());
    pass(2 * shortLife() + can().expiryGranularityMillis());
    assertArrayEquals(envelope(MORTAL, 1), read(MORTAL).value());
    assertNull(await(node().readAndTouch(bytes("other"), Touch.timeToLive(FOREVER), within())).value());
  }

  @Test
  default void aTokenOutlivesATouch() {
    assumeTrue(can().touch() != TouchKind.NONE && can().conditionalWrites());
    NodeToken token = put(MORTAL, envelope(MORTAL, 1)).token();
    touch(can().touch() == TouchKind.DEADLINE ? deadlineTouch(now() + 60_000) : Touch.timeToLive(60_000));
    assertEquals(NodeOutcome.STORED, write(NodeWrite.ifMatches(MORTAL, envelope(MORTAL, 2), token, FOREVER)).outcome());
  }

  @Test
  default void aTouchOfNothingFindsNothing() {
    assumeTrue(can().touch() != TouchKind.NONE);
    assertEquals(NodeOutcome.NOT_FOUND, touch(Touch.timeToLive(1000)).outcome());
    assertNull(read(MORTAL).value());
    if (can().touch() == TouchKind.DEADLINE) {
      assertEquals(NodeOutcome.NOT_FOUND, touch(deadlineTouch(now() + 1000)).outcome());
      assertNull(read(MORTAL).value());
    }
  }

  @Test
  default void aTouchOfTheDeadlineReplacesItInTheEnvelope() {
    assumeTrue(can().touch() == TouchKind.DEADLINE);
    put(MORTAL, envelope(MORTAL, 1, now() + 60_000));
    long deadline = now() + 120_000;
    assertEquals(NodeOutcome.TOUCHED, touch(deadlineTouch(deadline)).outcome());
    assertArrayEquals(envelope(MORTAL, 1, deadline), read(MORTAL).value());
    assertInstanceOf(Envelope.class, EntryFormat.decode(read(MORTAL).value(), MORTAL));
  }

  @Test
  default void aReadThatTouchesTheDeadlineAnswersTheOneBefore() {
    assumeTrue(can().touch() == TouchKind.DEADLINE);
    long before = now() + 60_000;
    put(MORTAL, envelope(MORTAL, 1, before));
    long after = before + 60_000;
    ReadReply reply = await(node().readAndTouch(MORTAL, deadlineTouch(after), within()));
    assertArrayEquals(envelope(MORTAL, 1, before), reply.value());
    assertEquals(after, EntryHeader.read(read(MORTAL).value()).deadline());
  }

  @Test
  default void aTouchOfTheDeadlineMovesTheServersTimeToLiveWithIt() {
    assumeTrue(can().touch() == TouchKind.DEADLINE);
    put(MORTAL, envelope(MORTAL, 1, now() + 60_000));
    long touched = now();
    touch(Touch.deadline(DeadlinePatch.of(MORTAL, touched + 60_000), touched, shortLife()));
    assertLivesUntil(touched + shortLife());
  }

  @Test
  default void onlyALiveEnvelopeGetsADeadline() {
    assumeTrue(can().touch() == TouchKind.DEADLINE);
    byte[] expired = envelope(MORTAL, 1, now());
    byte[] tombstone = envelope(MORTAL, EntryHeader.FLAG_TOMBSTONE, 1, StoredEntry.ETERNAL, new byte[0]);
    for (byte[] bytes : new byte[][] {expired, tombstone, bytes("foreign, and longer than a header is"), bytes("abc")}) {
      put(MORTAL, bytes);
      assertEquals(NodeOutcome.NOT_FOUND, touch(deadlineTouch(now() + 60_000)).outcome());
      assertArrayEquals(bytes, await(node().readAndTouch(MORTAL, deadlineTouch(now() + 60_000), within())).value());
      assertArrayEquals(bytes, read(MORTAL).value());
    }
    byte[] eternal = envelope(MORTAL, 2);
    put(MORTAL, eternal);
    assertEquals(NodeOutcome.TOUCHED, touch(deadlineTouch(now() + 60_000)).outcome());
  }

  @Test
  default void aTouchOfOneVersionLeavesAnotherAlone() {
    assumeTrue(can().touch() == TouchKind.DEADLINE);
    byte[] bytes = envelope(MORTAL, 5);
    put(MORTAL, bytes);
    WriteReply reply = touch(deadlineTouch(now() + 60_000).onlyOf(new Version(4, 1)));
    assertEquals(NodeOutcome.OTHER_VERSION, reply.outcome());
    assertEquals(new Version(5, 1), reply.found() == null ? new Version(5, 1) : reply.found().version());
    assertArrayEquals(bytes, read(MORTAL).value());
    assertEquals(NodeOutcome.TOUCHED, touch(deadlineTouch(now() + 60_000).onlyOf(new Version(5, 1))).outcome());
    assertThrows(IllegalArgumentException.class, () -> Touch.timeToLive(1000).onlyOf(new Version(5, 1)));
  }

  private WriteReply touch(Touch touch) {
    return await(node().touch(MORTAL, touch, within()));
  }

  private Touch deadlineTouch(long deadline) {
    return Touch.deadline(DeadlinePatch.of(MORTAL, deadline), now(), FOREVER);
  }

  private long now() {
    return fixture().time().millis();
  }

  private void pass(long millis) {
    fixture().pass(Duration.ofMillis(millis));
  }

  /** What was read before the moment is there, however late this thread runs; after it and the granularity it goes. */
  private void assertLivesUntil(long moment) {
    pass(Math.max(0, (moment - now()) / 2));
    byte[] halfway = read(MORTAL).value();
    if (now() < moment) {
      assertNotNull(halfway, "Gone at half its life");
    }
    pass(Math.max(0, moment - 1 - now()));
    byte[] last = read(MORTAL).value();
    if (now() < moment) {
      assertNotNull(last, "Gone before its time");
    }
    pass(Math.max(0, moment + can().expiryGranularityMillis() - now()));
    if (read(MORTAL).value() != null) {
      eventually("gone by age", () -> read(MORTAL).value() == null);
      assertTrue(now() <= moment + 2 * can().expiryGranularityMillis() + 1000, "Gone " + (now() - moment) + " ms after its time");
    }
  }
}
