package org.jdance.internal.node;

import static org.jdance.internal.node.ContractTests.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Listings of keys, page by page. */
interface ListingContract extends ContractTests {

  /** More than any page of these tests holds. */
  int MANY = 500;

  /** How many pages a listing of so few keys may take before it counts as endless. */
  int MAX_PAGES = 10_000;

  @Test
  default void aListingIsRefusedWhereNotDeclared() {
    assumeTrue(can().listing() == ListingKind.NONE);
    put(bytes("k"), bytes("v"));
    assertUnsupported(node().list(new byte[0], null, 100, within()));
  }

  @Test
  default void anEmptyServerHasNoKeys() {
    assumeTrue(can().listing() != ListingKind.NONE);
    assertEquals(Set.of(), list(new byte[0], 100));
  }

  @Test
  default void aPageHasAPositiveSize() {
    assumeTrue(can().listing() != ListingKind.NONE);
    assertThrows(IllegalArgumentException.class, () -> node().list(new byte[0], null, 0, within()));
  }

  @Test
  default void everyKeyIsListedWhateverThePage() {
    assumeTrue(can().listing() != ListingKind.NONE);
    Set<String> keys = putMany("k");
    for (int pageSize : new int[] {1, 7, 100, MANY, 10 * MANY}) {
      assertEquals(keys, list(new byte[0], pageSize), "pages of " + pageSize);
    }
  }

  @Test
  default void onlyKeysWithThePrefixAreListed() {
    assumeTrue(can().listing() != ListingKind.NONE);
    Set<String> keys = putMany("a:");
    putMany("b:");
    put(bytes("a"), bytes("v"));
    put(bytes("A:1"), bytes("v"));
    put(bytes("xa:1"), bytes("v"));
    assertEquals(keys, list(bytes("a:"), 50));
    assertEquals(Set.of(), list(bytes("c:"), 50));
  }

  @Test
  default void aPrefixIsBytesAndNoPattern() {
    assumeTrue(can().listing() != ListingKind.NONE);
    for (String key : new String[] {"a*1", "ab1", "a?1", "a[b]1", "a\\1", "a b1", "\u00e91", "^a1"}) {
      put(bytes(key), bytes("v"));
    }
    for (String prefix : new String[] {"a*", "a?", "a[b]", "a\\", "a b", "\u00e9", "^a"}) {
      assertEquals(Set.of(hex(bytes(prefix + "1"))), list(bytes(prefix), 100), prefix);
    }
  }

  @Test
  default void keysOfAnyBytesAreListedAsTheyWereWritten() {
    assumeTrue(can().listing() != ListingKind.NONE);
    Set<String> keys = new TreeSet<>();
    for (int b = 0; b < 256; b++) {
      byte[] key = {(byte) b, '\n', (byte) (255 - b), 0};
      put(key, bytes("v"));
      keys.add(hex(key));
    }
    byte[] longest = ContractTests.value(can().maxKeyBytes());
    put(longest, bytes("v"));
    keys.add(hex(longest));
    assertEquals(keys, list(new byte[0], 100));
    assertEquals(Set.of(hex(new byte[] {0, '\n', (byte) 255, 0})), list(new byte[] {0, '\n'}, 100));
  }

  @Test
  default void whatIsGoneIsNotListed() {
    assumeTrue(can().listing() != ListingKind.NONE);
    Set<String> keys = putMany("k");
    delete(bytes("k7"));
    keys.remove(hex(bytes("k7")));
    assertEquals(keys, list(new byte[0], 100));
  }

  @Test
  default void whatIsThereThroughoutIsListedHoweverMuchComesAndGoes() {
    assumeTrue(can().listing() == ListingKind.COMPLETE);
    Set<String> keys = putMany("stays");
    Node other = fixture().connect();
    AtomicBoolean done = new AtomicBoolean();
    FutureTask<Integer> churn = ContractTests.start(() -> {
      int round = 0;
      while (!done.get()) {
        byte[] key = bytes((round % 2 == 0 ? "a" : "z") + round % 2000);
        await(other.write(NodeWrite.always(key, bytes("v"), FOREVER), within()));
        await(other.write(NodeWrite.always(bytes("stays" + round % MANY), bytes("" + round), FOREVER), within()));
        await(other.delete(bytes((round % 2 == 0 ? "a" : "z") + (round + 1000) % 2000), within()));
        round++;
      }
      return round;
    });
    try {
      for (int i = 0; i < 5; i++) {
        Set<String> listed = list(new byte[0], 20);
        assertTrue(listed.containsAll(keys), () -> keys.stream().filter(key -> !listed.contains(key)).count() + " keys are not listed");
      }
    } finally {
      done.set(true);
      ContractTests.join(churn);
    }
  }

  @Test
  default void twoListingsAtOnceDoNotMeet() {
    assumeTrue(can().listing() != ListingKind.NONE);
    Set<String> a = putMany("a:");
    Set<String> b = putMany("b:");
    Set<String> listedA = new TreeSet<>();
    Set<String> listedB = new TreeSet<>();
    ListCursor atA = add(listedA, await(node().list(bytes("a:"), null, 50, within())));
    ListCursor atB = add(listedB, await(node().list(bytes("b:"), null, 50, within())));
    for (int i = 0; i < MAX_PAGES && (atA != null || atB != null); i++) {
      atA = atA == null ? null : add(listedA, await(node().list(bytes("a:"), atA, 50, within())));
      atB = atB == null ? null : add(listedB, await(node().list(bytes("b:"), atB, 50, within())));
    }
    assertEquals(a, listedA);
    assertEquals(b, listedB);
  }

  private Set<String> list(byte[] prefix, int pageSize) {
    Set<String> keys = new TreeSet<>();
    ListCursor next = null;
    for (int page = 0; page < MAX_PAGES; page++) {
      next = add(keys, await(node().list(prefix, next, pageSize, within())));
      if (next == null) {
        return keys;
      }
    }
    throw new AssertionError("A listing does not end");
  }

  private Set<String> putMany(String prefix) {
    List<NodeWrite> writes = new ArrayList<>();
    Set<String> keys = new TreeSet<>();
    IntStream.range(0, MANY).forEach(i -> {
      writes.add(NodeWrite.always(bytes(prefix + i), bytes("v"), FOREVER));
      keys.add(hex(bytes(prefix + i)));
    });
    node().writeAll(writes, within()).forEach(reply -> assertEquals(NodeOutcome.STORED, await(reply).outcome()));
    return keys;
  }

  private static ListCursor add(Set<String> keys, KeyPage page) {
    page.keys().forEach(key -> keys.add(hex(key)));
    return page.next();
  }

  private static String hex(byte[] key) {
    return HexFormat.of().formatHex(key);
  }
}
