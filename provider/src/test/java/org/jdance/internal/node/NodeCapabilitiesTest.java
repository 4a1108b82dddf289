package org.jdance.internal.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NodeCapabilitiesTest {

  @Test
  void theBuilderBeginsWithStoreAndReadAlone() {
    NodeCapabilities expected = new NodeCapabilities(
        false, false, false, TouchKind.NONE, ListingKind.NONE, 10, 20, false, NodeCapabilities.NO_EXPIRY_KEPT, false, false, false);
    assertEquals(expected, NodeCapabilities.builder(10, 20).build());
    assertFalse(expected.keepsExpiry());
  }

  @Test
  void theBuilderSetsWhatItIsTold() {
    NodeCapabilities all = NodeCapabilities.builder(10, 20)
        .conditionalWritesByConnection()
        .ifNewer()
        .touch(TouchKind.DEADLINE)
        .listing(ListingKind.COMPLETE)
        .emptyValues()
        .expiry(1000)
        .tellsRemainingLife()
        .tellsProcess()
        .refusesOtherStamps()
        .build();
    assertEquals(new NodeCapabilities(true, true, true, TouchKind.DEADLINE, ListingKind.COMPLETE, 10, 20, true, 1000, true, true, true), all);
    assertTrue(all.keepsExpiry());
    assertFalse(NodeCapabilities.builder(10, 20).conditionalWrites().build().tokensBoundToConnection());
  }

  @Test
  void contradictionsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> NodeCapabilities.builder(0, 20).build());
    assertThrows(IllegalArgumentException.class, () -> NodeCapabilities.builder(10, 0).build());
    assertThrows(IllegalArgumentException.class, () -> NodeCapabilities.builder(10, 20).expiry(0).build());
    assertThrows(IllegalArgumentException.class, () -> NodeCapabilities.builder(10, 20).touch(TouchKind.TIME_TO_LIVE).build());
    assertThrows(IllegalArgumentException.class, () -> NodeCapabilities.builder(10, 20).tellsRemainingLife().build());
    assertThrows(
        IllegalArgumentException.class,
        () -> new NodeCapabilities(false, true, false, TouchKind.NONE, ListingKind.NONE, 10, 20, false, 1, false, false, false));
  }
}
