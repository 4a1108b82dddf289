package org.jdance.internal.entry;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that went through a bad disk, a cut connection or a hostile hand: never an exception, never an entry. */
class EntryFormatFuzzTest {

  /** Far more than an envelope object takes, far less than a forged length asks for. */
  private static final long MAX_ALLOCATED_BYTES = 4096;

  @ParameterizedTest
  @MethodSource("org.jdance.internal.entry.GoldenEnvelope#all")
  void everySingleBitThatFlipsIsFound(GoldenEnvelope golden) {
    byte[] bytes = golden.golden();
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      assertInstanceOf(Undecodable.class, EntryFormat.decode(bytes, golden.key), "bit " + bit);
      assertInstanceOf(Undecodable.class, EntryFormat.decode(bytes), "bit " + bit + ", key unknown");
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
    }
    assertInstanceOf(Envelope.class, EntryFormat.decode(bytes, golden.key));
  }

  @ParameterizedTest
  @MethodSource("org.jdance.internal.entry.GoldenEnvelope#all")
  void everyCutIsFound(GoldenEnvelope golden) {
    byte[] bytes = golden.golden();
    for (int length = 0; length < bytes.length; length++) {
      assertInstanceOf(Undecodable.class, EntryFormat.decode(Arrays.copyOf(bytes, length), golden.key), length + " bytes");
      assertInstanceOf(
          Undecodable.class, EntryFormat.decode(Arrays.copyOfRange(bytes, bytes.length - length, bytes.length)), "last " + length);
    }
  }

  @ParameterizedTest
  @MethodSource("org.jdance.internal.entry.GoldenEnvelope#all")
  void everyRunOfBytesThatIsLostInTheMiddleIsFound(GoldenEnvelope golden) {
    byte[] bytes = golden.golden();
    for (int from = 0; from < bytes.length; from++) {
      byte[] without = new byte[bytes.length - 1];
      System.arraycopy(bytes, 0, without, 0, from);
      System.arraycopy(bytes, from + 1, without, from, bytes.length - from - 1);
      assertInstanceOf(Undecodable.class, EntryFormat.decode(without, golden.key), "byte " + from);
      byte[] zeroed = bytes.clone();
      Arrays.fill(zeroed, from, bytes.length, (byte) 0);
      if (!Arrays.equals(zeroed, bytes)) {
        assertInstanceOf(Undecodable.class, EntryFormat.decode(zeroed, golden.key), "zeros from " + from);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.jdance.internal.entry.GoldenEnvelope#all")
  void randomChangesAreFound(GoldenEnvelope golden) {
    Random random = new Random(golden.toString().hashCode());
    byte[] original = golden.golden();
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = original.clone();
      int changes = 1 + random.nextInt(8);
      for (int c = 0; c < changes; c++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      if (!Arrays.equals(bytes, original)) {
        assertInstanceOf(Undecodable.class, EntryFormat.decode(bytes, golden.key), "mutation " + i);
      }
    }
  }

  @Test
  void piecesOfTwoEnvelopesAreFound() {
    Random random = new Random(99);
    List<GoldenEnvelope> all = GoldenEnvelope.all();
    for (int i = 0; i < 20_000; i++) {
      byte[] head = all.get(random.nextInt(all.size())).golden();
      byte[] tail = all.get(random.nextInt(all.size())).golden();
      int cut = random.nextInt(Math.min(head.length, tail.length));
      byte[] joined = tail.clone();
      System.arraycopy(head, 0, joined, 0, cut);
      boolean whole = Arrays.equals(joined, head) || Arrays.equals(joined, tail);
      // Cut right behind the deadline's check, and of the same key and version, the head's deadline is a touch.
      boolean touched = isTouch(joined, head, tail);
      if (!whole && !touched) {
        assertInstanceOf(Undecodable.class, EntryFormat.decode(joined), "joint " + i + " at " + cut);
      }
    }
  }

  @Test
  void randomBytesBehindASoundBeginningAreFoundAndNothingIsAllocatedByALengthThatLies() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Random random = new Random(5);
    byte[] start = GoldenEnvelope.PLAIN.golden();
    long thread = Thread.currentThread().getId();
    decodeGarbage(start, random);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = garbage(start, random);
      long before = threads.getThreadAllocatedBytes(thread);
      DecodedEntry decoded = EntryFormat.decode(bytes);
      long allocated = threads.getThreadAllocatedBytes(thread) - before;
      assertInstanceOf(Undecodable.class, decoded, "garbage " + i);
      assertTrue(allocated <= MAX_ALLOCATED_BYTES, "garbage " + i + " allocated " + allocated + " bytes");
    }
  }

  /** Loads what decoding needs, so that only decoding is measured. */
  private static void decodeGarbage(byte[] start, Random random) {
    for (int i = 0; i < 1000; i++) {
      assertNotNull(EntryFormat.decode(garbage(start, random)));
    }
  }

  private static byte[] garbage(byte[] start, Random random) {
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    int sound = Math.min(bytes.length, random.nextInt(EntryFormat.FIXED_BYTES));
    System.arraycopy(start, 0, bytes, 0, sound);
    return bytes;
  }

  private static boolean isTouch(byte[] joined, byte[] head, byte[] tail) {
    int from = EntryFormat.DEADLINE_OFFSET;
    int to = EntryFormat.LENGTH_OFFSET;
    return Arrays.equals(joined, 0, from, tail, 0, from)
        && Arrays.equals(joined, from, to, head, from, to)
        && Arrays.equals(joined, to, joined.length, tail, to, tail.length);
  }
}
