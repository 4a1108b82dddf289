package org.jdance.internal.serial.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jdance.CacheSerializationException;
import org.jdance.internal.serial.copy.CopySamples.Chain;
import org.jdance.internal.serial.copy.CopySamples.FinalWithParts;
import org.jdance.internal.serial.copy.CopySamples.Holder;
import org.jdance.internal.serial.copy.CopySamples.MutableKey;
import org.jdance.internal.serial.copy.CopySamples.Node;
import org.jdance.internal.serial.copy.CopySamples.Unserializable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("JavaUtilDate") // Users store them, so they have to be copied.
class CopierDepthTest {

  private static final int DEEP = 100_000;

  private final Copier copier = new Copier();

  @Test
  void aLongChainOfObjectsIsCopied() {
    Node first = new Node();
    Node last = first;
    for (int i = 0; i < DEEP; i++) {
      last.number = i;
      last.any = first;
      last.map.put("i", new Date(i));
      last.next = new Node();
      last = last.next;
    }
    Node copy = (Node) copier.copy(first);
    Node original = first;
    int count = 0;
    for (Node node = copy; node.next != null; node = node.next) {
      assertEquals(count, node.number);
      assertNotSame(original, node);
      assertSame(copy, node.any);
      assertEquals(new Date(count), node.map.get("i"));
      assertNull(node.forgotten);
      original = original.next;
      count++;
    }
    assertEquals(DEEP, count);
  }

  @Test
  void deeplyNestedCollectionsAreCopied() {
    Object nest = new Date(5);
    for (int i = 0; i < DEEP / 4; i++) {
      nest = new ArrayList<>(List.of(new Object[] {new HashMap<>(Map.of("k", new AtomicReference<>(nest)))}));
    }
    Object copy = copier.copy(nest);
    for (int i = 0; i < DEEP / 4; i++) {
      Map<?, ?> map = (Map<?, ?>) ((List<?>) copy).get(0);
      copy = assertInstanceOf(AtomicReference.class, map.get("k")).get();
    }
    assertEquals(new Date(5), copy);
  }

  @Test
  void aLongChainOfFinalFieldsIsCopied() {
    FinalWithParts chain = new FinalWithParts("end", new Date(1), null);
    for (int i = 0; i < DEEP; i++) {
      chain = new FinalWithParts("link", chain, null);
    }
    FinalWithParts copy = (FinalWithParts) copier.copy(chain);
    int count = 0;
    while (copy.part instanceof FinalWithParts next) {
      assertNotSame(chain, copy);
      copy = next;
      count++;
    }
    assertEquals(DEEP, count);
    assertEquals("end", copy.name);
    assertEquals(new Date(1), copy.part);
  }

  @Test
  void aLongImmutableChainIsNotCopied() {
    Chain chain = null;
    for (int i = 0; i < DEEP; i++) {
      chain = new Chain("link", chain);
    }
    assertSame(chain, copier.copy(chain));
  }

  @Test
  void aChainThatNeedsTheStackIsRefusedInWords() {
    Object chain = new Date(1);
    for (int i = 0; i < DEEP; i++) {
      chain = new Holder(chain);
    }
    Object tooDeep = chain;
    CacheSerializationException e = assertThrows(CacheSerializationException.class, () -> copier.copy(tooDeep));
    assertTrue(e.getMessage().contains("nested too deeply"), e.getMessage());
    assertTrue(e.getMessage().contains("CopySamples$Holder"), e.getMessage());
    // Nothing is left behind: the next copy works.
    assertEquals(new Holder(new Date(1)), copier.copy(new Holder(new Date(1))));
  }

  @Test
  void recordsAndKeysMayBeNestedToSomeDepth() {
    Object chain = new Date(1);
    for (int i = 0; i < 300; i++) {
      chain = i % 2 == 0 ? new Holder(chain) : Set.of(chain);
    }
    Object copy = copier.copy(chain);
    assertNotSame(chain, copy);
    assertEquals(chain, copy);
  }

  @Test
  void keysThatAreFilledLateAreFoundInTheCopy() {
    // The key is reached first through a chain so long that it is filled later, and then as a key.
    MutableKey key = new MutableKey("key");
    Node first = new Node();
    Node last = first;
    for (int i = 0; i < 200; i++) {
      last.any = i == 199 ? key : null;
      last.next = i == 199 ? null : new Node();
      last = last.next;
    }
    Map<Object, Object> root = new LinkedHashMap<>();
    root.put("chain", first);
    root.put("map", new HashMap<>(Map.of(key, "value")));
    Map<?, ?> copy = (Map<?, ?>) copier.copy(root);
    Map<?, ?> map = (Map<?, ?>) copy.get("map");
    assertEquals("value", map.get(new MutableKey("key")));
    Node node = (Node) copy.get("chain");
    while (node.next != null) {
      node = node.next;
    }
    assertSame(node.any, map.keySet().iterator().next());
  }

  @Test
  void aCulpritFarDownIsFound() {
    Node first = new Node();
    Node last = first;
    for (int i = 0; i < 1_000; i++) {
      last.next = new Node();
      last = last.next;
    }
    last.any = new Unserializable();
    String message = assertThrows(CacheSerializationException.class, () -> copier.copy(first)).getMessage();
    assertTrue(message.contains("at ... -> "), message);
    assertTrue(message.contains("CopySamples$Node.any"), message);
  }
}
