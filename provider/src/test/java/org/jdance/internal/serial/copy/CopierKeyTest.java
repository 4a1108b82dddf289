package org.jdance.internal.serial.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdance.CacheSerializationException;
import org.jdance.internal.serial.copy.CopySamples.Blob;
import org.jdance.internal.serial.copy.CopySamples.Colour;
import org.jdance.internal.serial.copy.CopySamples.Holder;
import org.jdance.internal.serial.copy.CopySamples.IdentityKey;
import org.jdance.internal.serial.copy.CopySamples.ImmutableBean;
import org.jdance.internal.serial.copy.CopySamples.MutableKey;
import org.jdance.internal.serial.copy.CopySamples.Named;
import org.jdance.internal.serial.copy.CopySamples.NotSerial;
import org.jdance.internal.serial.copy.CopySamples.Point;
import org.jdance.internal.serial.copy.CopySamples.Replaced;
import org.jdance.internal.serial.copy.CopySamples.Singleton;
import org.jdance.internal.serial.copy.CopySamples.TransientKey;
import org.jdance.internal.serial.copy.CopySamples.UnstableHash;
import org.jdance.internal.serial.copy.CopySamples.WithBodies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("JavaUtilDate") // Users store them, so they have to be copied.
class CopierKeyTest {

  private final Copier copier = new Copier();

  static Stream<Object> immutableKeys() {
    return Stream.of("a", 1, 2L, 'c', new UUID(1, 2), Colour.RED, WithBodies.PLUS, String.class, new Point(1, 2),
        new Named("a", new Point(1, 2), Colour.RED), new ImmutableBean("a", 1, null), List.of("a", 1), Singleton.INSTANCE);
  }

  static Stream<Object> mutableKeys() {
    return Stream.of(new Date(1), new MutableKey("a"), new ArrayList<>(List.of("a")), Arrays.asList(1, new Date(2)),
        new Holder(new Date(1)), List.of(new MutableKey("a")), new Replaced("a"));
  }

  static Stream<Object> identityKeys() {
    return Stream.of(new IdentityKey(), new AtomicBoolean(), new AtomicInteger(1), Pattern.compile("a"),
        (Runnable & Serializable) () -> {}, new CopySamples.Node());
  }

  @ParameterizedTest
  @MethodSource("immutableKeys")
  void anImmutableKeyIsNotCopied(Object key) {
    assertSame(key, copier.copyKey(key));
  }

  @ParameterizedTest
  @MethodSource("mutableKeys")
  void aMutableKeyIsCopied(Object key) {
    Object copy = copier.copyKey(key);
    assertNotSame(key, copy);
    assertEquals(key, copy);
    assertEquals(key.hashCode(), copy.hashCode());
  }

  @ParameterizedTest
  @MethodSource("identityKeys")
  void aKeyWithTheEqualsOfObjectIsRefused(Object key) {
    assertRefused(key, key.getClass().getName(), "inherits equals from Object", "make it a record");
  }

  @Test
  void anArrayIsRefused() {
    assertRefused(new byte[] {1}, "byte[]", "two arrays with the same elements are not equal", "a List");
    assertRefused(new String[0], "java.lang.String[]");
  }

  @Test
  void aKeyThatHoldsAnArrayIsRefused() {
    assertRefused(new Blob(new byte[] {1}), "CopySamples$Blob", "not equal", "arrays");
    assertRefused(new ArrayList<>(List.of("a", new int[] {1})), "java.util.ArrayList", "arrays");
  }

  @Test
  void aKeyThatDependsOnATransientFieldIsRefused() {
    assertRefused(new TransientKey("a"), "CopySamples$TransientKey", "transient");
  }

  @Test
  void aKeyWhoseCopyHasAnotherHashCodeIsRefused() {
    assertRefused(new UnstableHash(), "CopySamples$UnstableHash", "another hash code");
  }

  @Test
  void aKeyHasToBeSerializable() {
    assertRefused(new NotSerial(1), "CopySamples$NotSerial is not serializable");
    assertRefused(List.of(new NotSerial(1)), "CopySamples$NotSerial is not serializable");
  }

  private void assertRefused(Object key, String... parts) {
    String message = assertThrows(CacheSerializationException.class, () -> copier.copyKey(key)).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), () -> message + " lacks " + part);
    }
  }
}
