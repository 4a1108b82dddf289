package org.jdance.internal.node;

import static org.jdance.internal.node.ContractTests.bytes;
import static org.jdance.internal.node.ContractTests.envelope;
import static org.jdance.internal.node.ContractTests.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bytes go in and come out, under any key within the limits, one by one and in batches. */
interface StorageContract extends ContractTests {

  /** The largest value that a test writes. */
  int LARGE = 8 << 20;

  @Test
  default void whatWasNeverWrittenIsNotFound() {
    assertNull(read(bytes("k")).value());
    assertNull(read(bytes("k")).token());
    assertEquals(NodeOutcome.NOT_FOUND, delete(bytes("k")));
  }

  @Test
  default void whatWasWrittenIsRead() {
    for (String value : new String[] {"one", "two, which is longer", "3"}) {
      put(bytes("k"), bytes(value));
      assertArrayEquals(bytes(value), read(bytes("k")).value());
    }
  }

  @Test
  default void anotherNodeOfTheServerReadsIt() {
    put(bytes("k"), bytes("one"));
    assertArrayEquals(bytes("one"), await(fixture().connect().read(bytes("k"), within())).value());
  }

  @Test
  default void whatWasDeletedIsGone() {
    put(bytes("k"), bytes("one"));
    put(bytes("other"), bytes("stays"));
    assertEquals(NodeOutcome.DELETED, delete(bytes("k")));
    assertNull(read(bytes("k")).value());
    assertEquals(NodeOutcome.NOT_FOUND, delete(bytes("k")));
    assertArrayEquals(bytes("stays"), read(bytes("other")).value());
  }

  @Test
  default void everyByteMakesAKeyOfItsOwn() {
    List<NodeWrite> writes = new ArrayList<>();
    List<byte[]> keys = new ArrayList<>();
    for (int b = 0; b < 256; b++) {
      keys.add(new byte[] {(byte) b});
      writes.add(NodeWrite.always(new byte[] {(byte) b}, bytes("value " + b), FOREVER));
    }
    node().writeAll(writes, within()).forEach(reply -> assertEquals(NodeOutcome.STORED, await(reply).outcome()));
    List<Pending<ReadReply>> replies = node().readAll(keys, within());
    for (int b = 0; b < 256; b++) {
      assertArrayEquals(bytes("value " + b), await(replies.get(b)).value(), "key " + b);
    }
  }

  @Test
  default void keysThatSpellCommandsOrPathsAreJustKeys() {
    List<String> keys =
        List.of("a b", "a\r\nflush_all\r\n", "*1\r\n$8\r\nFLUSHALL\r\n", "../../x", ".", "a/b", "a.b", "\u00e9", "\u0000", "a\u0000b", "A B", " ");
    keys.forEach(key -> put(bytes(key), bytes("value of " + key)));
    keys.forEach(key -> assertArrayEquals(bytes("value of " + key), read(bytes(key)).value(), key));
  }

  @Test
  default void theLongestKeyIsCarriedWhateverItsBytes() {
    int longest = can().maxKeyBytes();
    byte[] high = new byte[longest];
    Arrays.fill(high, (byte) 0xFF);
    byte[] highButOne = high.clone();
    highButOne[longest - 1] = (byte) 0xFE;
    List<byte[]> keys = List.of(value(longest), high, highButOne, Arrays.copyOf(high, longest - 1), new byte[longest]);
    for (int i = 0; i < keys.size(); i++) {
      put(keys.get(i), bytes("value " + i));
    }
    for (int i = 0; i < keys.size(); i++) {
      assertArrayEquals(bytes("value " + i), read(keys.get(i)).value(), "key " + i);
    }
    assertEquals(NodeOutcome.DELETED, delete(high));
    assertNull(read(high).value());
    assertArrayEquals(bytes("value 2"), read(highButOne).value());
  }

  @Test
  default void aKeyOfNoLengthOrTooLongIsRefusedByEveryOperation() {
    for (byte[] key : new byte[][] {{}, new byte[can().maxKeyBytes() + 1], new byte[can().maxKeyBytes() * 2]}) {
      assertUnsupported(node().read(key, within()));
      assertUnsupported(node().write(NodeWrite.always(key, bytes("v"), FOREVER), within()));
      assertUnsupported(node().write(NodeWrite.ifAbsent(key, bytes("v"), FOREVER), within()));
      assertUnsupported(node().delete(key, within()));
      assertUnsupported(node().deleteIfMatches(key, new ForeignToken(), within()));
      assertUnsupported(node().touch(key, Touch.timeToLive(1000), within()));
      assertUnsupported(node().readAndTouch(key, Touch.timeToLive(1000), within()));
    }
    put(bytes("k"), bytes("the node goes on"));
    assertArrayEquals(bytes("the node goes on"), read(bytes("k")).value());
  }

  @Test
  default void whatIsBeyondTheLimitsIsRefusedBeforeAnythingIsSent() {
    fixture().stop();
    assertUnsupported(node().read(new byte[can().maxKeyBytes() + 1], within()));
    assertUnsupported(node().write(NodeWrite.always(bytes("k"), new byte[can().maxValueBytes() + 1], FOREVER), within()));
  }

  @Test
  default void anEmptyValueIsNotNoneWhereDeclared() {
    assumeTrue(can().emptyValues());
    put(bytes("k"), new byte[0]);
    assertArrayEquals(new byte[0], read(bytes("k")).value());
    assertEquals(NodeOutcome.DELETED, delete(bytes("k")));
    assertNull(read(bytes("k")).value());
  }

  @Test
  default void anEmptyValueIsRefusedWhereNotDeclared() {
    assumeFalse(can().emptyValues());
    put(bytes("k"), bytes("old"));
    assertUnsupported(node().write(NodeWrite.always(bytes("k"), new byte[0], FOREVER), within()));
    assertArrayEquals(bytes("old"), read(bytes("k")).value());
  }

  @Test
  default void valuesOfAllBytesAndLengthsComeBackWhole() {
    for (int length : new int[] {1, 2, 255, 256, 257, 4095, 4096, 4097, 16384, 65535, 65536, 65537, 300_000}) {
      if (length <= can().maxValueBytes()) {
        put(bytes("k" + length), value(length));
        assertArrayEquals(value(length), read(bytes("k" + length)).value(), "length " + length);
      }
    }
    put(bytes("crlf"), bytes("\r\nEND\r\n$-1\r\n"));
    assertArrayEquals(bytes("\r\nEND\r\n$-1\r\n"), read(bytes("crlf")).value());
  }

  @Test
  default void theLargestValueIsTakenAndALargerOneIsRefusedAndChangesNothing() {
    int largest = Math.min(can().maxValueBytes(), LARGE);
    put(bytes("k"), value(largest));
    assertArrayEquals(value(largest), read(bytes("k")).value());
    assertUnsupported(node().write(NodeWrite.always(bytes("k"), new byte[can().maxValueBytes() + 1], FOREVER), within()));
    assertArrayEquals(value(largest), read(bytes("k")).value());
  }

  @Test
  default void anArrayHandedOutBelongsToItsReceiver() {
    put(bytes("k"), bytes("value"));
    read(bytes("k")).value()[0] = 'X';
    assertArrayEquals(bytes("value"), read(bytes("k")).value());
  }

  @Test
  default void aBatchOfReadsAnswersInTheOrderOfItsKeys() {
    put(bytes("a"), bytes("1"));
    put(bytes("c"), bytes("3"));
    List<Pending<ReadReply>> replies = node().readAll(List.of(bytes("c"), bytes("b"), bytes("a"), bytes("c")), within());
    assertEquals(4, replies.size());
    assertArrayEquals(bytes("3"), await(replies.get(0)).value());
    assertNull(await(replies.get(1)).value());
    assertArrayEquals(bytes("1"), await(replies.get(2)).value());
    assertArrayEquals(bytes("3"), await(replies.get(3)).value());
  }

  @Test
  default void eachReadOfABatchSucceedsOrFailsOnItsOwn() {
    put(bytes("a"), bytes("1"));
    List<Pending<ReadReply>> replies = node().readAll(List.of(new byte[can().maxKeyBytes() + 1], bytes("a")), within());
    assertUnsupported(replies.get(0));
    assertArrayEquals(bytes("1"), await(replies.get(1)).value());
  }

  @Test
  default void aBatchOfWritesRunsInOrderAndEachSucceedsOrFailsOnItsOwn() {
    List<Pending<WriteReply>> replies = node().writeAll(
        List.of(
            NodeWrite.always(bytes("a"), bytes("first"), FOREVER),
            NodeWrite.always(bytes("b"), new byte[can().maxValueBytes() + 1], FOREVER),
            NodeWrite.always(new byte[can().maxKeyBytes() + 1], bytes("c"), FOREVER),
            NodeWrite.always(bytes("a"), bytes("second"), FOREVER)),
        within());
    assertEquals(4, replies.size());
    assertEquals(NodeOutcome.STORED, await(replies.get(0)).outcome());
    assertUnsupported(replies.get(1));
    assertUnsupported(replies.get(2));
    assertEquals(NodeOutcome.STORED, await(replies.get(3)).outcome());
    assertArrayEquals(bytes("second"), read(bytes("a")).value());
  }

  @Test
  default void anEmptyBatchIsDone() {
    assertEquals(List.of(), node().readAll(List.of(), within()));
    assertEquals(List.of(), node().writeAll(List.of(), within()));
  }

  @Test
  default void aBatchLargerThanAnySocketBufferIsAnswered() {
    byte[] value = value(Math.min(20_000, can().maxValueBytes()));
    List<byte[]> keys = new ArrayList<>();
    List<NodeWrite> writes = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      keys.add(bytes("k" + i));
      writes.add(NodeWrite.always(bytes("k" + i), value, FOREVER));
    }
    node().writeAll(writes, within()).forEach(reply -> assertEquals(NodeOutcome.STORED, await(reply).outcome()));
    node().readAll(keys, within()).forEach(reply -> assertArrayEquals(value, await(reply).value()));
  }

  @Test
  default void repliesMayBeAwaitedInAnyOrderAndMoreThanOnce() {
    List<Pending<ReadReply>> replies = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      put(bytes("k" + i), bytes("value " + i));
    }
    for (int i = 0; i < 50; i++) {
      replies.add(node().read(bytes("k" + i), within()));
    }
    for (int i = 49; i >= 0; i--) {
      assertArrayEquals(bytes("value " + i), await(replies.get(i)).value());
      assertTrue(replies.get(i).isDone());
      assertArrayEquals(bytes("value " + i), await(replies.get(i)).value());
    }
  }

  @Test
  default void aTokenIsGivenExactlyWhereConditionalWritesAre() {
    WriteReply written = put(bytes("k"), envelope(bytes("k"), 1));
    assertEquals(can().conditionalWrites(), written.token() != null);
    assertEquals(can().conditionalWrites(), read(bytes("k")).token() != null);
  }

  @Test
  default void aMessageTellsTheNodeButNeverTheKeyOrTheValue() {
    byte[] key = bytes("secret".repeat(1 + can().maxKeyBytes() / 6));
    NodeException e = assertFails(NodeException.Kind.UNSUPPORTED, node().read(key, within()));
    assertFalse(e.getMessage().contains("secret"), e::getMessage);
  }

  /** A token that no node gave. */
  final class ForeignToken implements NodeToken {}
}
