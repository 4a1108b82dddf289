package org.jdance.internal.serial.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InvalidClassException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdance.CacheSerializationException;
import org.jdance.internal.serial.copy.CopySamples.ChildOfNoConstructor;
import org.jdance.internal.serial.copy.CopySamples.FinalWithNonSerial;
import org.jdance.internal.serial.copy.CopySamples.FinalWithTransient;
import org.jdance.internal.serial.copy.CopySamples.Holder;
import org.jdance.internal.serial.copy.CopySamples.Node;
import org.jdance.internal.serial.copy.CopySamples.NotSerial;
import org.jdance.internal.serial.copy.CopySamples.ReadsAsNull;
import org.jdance.internal.serial.copy.CopySamples.SubNode;
import org.jdance.internal.serial.copy.CopySamples.Unserializable;
import org.junit.jupiter.api.Test;

class CopierRefusalTest {

  private static final String SAMPLES = CopySamples.class.getName() + "$";

  private final Copier copier = new Copier();

  private String messageFor(Object object) {
    String message = assertThrows(CacheSerializationException.class, () -> copier.copy(object)).getMessage();
    assertFalse(message.contains("hunter2"), message);
    return message;
  }

  private static void assertContains(String message, String... parts) {
    for (String part : parts) {
      assertTrue(message.contains(part), () -> message + " lacks " + part);
    }
  }

  @Test
  void aClassThatIsNotSerializableIsNamedWithAdvice() {
    String message = messageFor(new Unserializable());
    assertTrue(message.startsWith(SAMPLES + "Unserializable is not serializable. "), message);
    assertContains(message, "implement java.io.Serializable", "transient", "setStoreByValue(false)");
  }

  @Test
  void anImmutableRecordHasToBeSerializableToo() {
    assertContains(messageFor(new NotSerial(1)), SAMPLES + "NotSerial", "`implements java.io.Serializable`");
    assertContains(messageFor(List.of(new NotSerial(1))), SAMPLES + "NotSerial");
    assertContains(messageFor(new FinalWithNonSerial(new NotSerial(1))), SAMPLES + "FinalWithNonSerial.part");
    assertNull(((FinalWithNonSerial) copier.copy(new FinalWithNonSerial(null))).holdsNothing());
  }

  @Test
  void theWayToTheCulpritIsNamed() {
    SubNode inner = new SubNode(1, null);
    inner.part(new Holder(new Unserializable()));
    Node outer = new Node();
    outer.map.put("hunter2", new ArrayList<>(List.of("a", inner)));
    assertContains(messageFor(new Object[] {1, outer}),
        "met in an instance of [Ljava.lang.Object;",
        "an element of java.lang.Object[] -> " + SAMPLES + "Node.map -> a value of java.util.HashMap -> an element of java.util.ArrayList"
            + " -> " + SAMPLES + "SubNode.part -> " + SAMPLES + "Holder.held");
  }

  @Test
  void theWayIsNamedAcrossClassesThatOnlySerializationCopies() {
    Map<String, Object> map = new HashMap<>();
    map.put("hunter2", new Unserializable());
    String message = messageFor(Collections.synchronizedMap(map));
    assertContains(message, SAMPLES + "Unserializable is not serializable", "a value of java.util.Collections$SynchronizedMap");
    assertContains(messageFor(Collections.unmodifiableList(List.of(new Unserializable()))), "an element of");
  }

  @Test
  void usualSlipsHaveAdviceOfTheirOwn() {
    assertContains(messageFor(Optional.of("a")), "java.util.Optional is not serializable", "what the Optional holds");
    assertContains(messageFor(new ArrayList<>(List.of(1, 2, 3)).subList(0, 2)), "in place of a view");
    assertContains(messageFor(new HashMap<>(Map.of(1, 2)).keySet()), "in place of a view");
    assertContains(messageFor(new Thread(() -> {})), "java.lang.Thread is not serializable", "the data that it stands for");
    assertContains(messageFor((Runnable) () -> {}), "is not serializable");
  }

  @Test
  void transientFieldsMayHoldAnything() {
    assertNull(((FinalWithTransient) copier.copy(new FinalWithTransient())).lock);
  }

  @Test
  void theOriginalIsUntouched() {
    Node original = new Node();
    original.list.add("a");
    original.list.add(new Unserializable());
    original.map.put("k", original);
    messageFor(original);
    assertEquals(2, original.list.size());
    assertEquals("set by the constructor", original.forgotten);
    original.list.remove(1);
    assertEquals(original.list, ((Node) copier.copy(original)).list);
  }

  @Test
  void aFailureOfSerializationIsPutIntoWords() {
    CacheSerializationException e = assertThrows(CacheSerializationException.class, () -> copier.copy(new ChildOfNoConstructor()));
    assertContains(e.getMessage(), SAMPLES + "ChildOfNoConstructor", "java.io.InvalidClassException", "Correct the serialization");
    assertTrue(e.getCause() instanceof InvalidClassException);
    assertContains(messageFor(new ReadsAsNull()), SAMPLES + "ReadsAsNull", "answers null");
  }
}
