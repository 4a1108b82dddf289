package org.jdance.internal.serial.copy;

import static org.jdance.internal.serial.copy.CopyComparison.assertSameGraph;
import static org.jdance.internal.serial.copy.CopyComparison.roundTrip;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jdance.internal.serial.copy.CopySamples.BelowReadObject;
import org.jdance.internal.serial.copy.CopySamples.External;
import org.jdance.internal.serial.copy.CopySamples.Holder;
import org.jdance.internal.serial.copy.CopySamples.ImmutableWithReadObject;
import org.jdance.internal.serial.copy.CopySamples.ListedFields;
import org.jdance.internal.serial.copy.CopySamples.Replaced;
import org.jdance.internal.serial.copy.CopySamples.SerialChild;
import org.jdance.internal.serial.copy.CopySamples.Singleton;
import org.jdance.internal.serial.copy.CopySamples.WithReadObject;
import org.jdance.internal.serial.copy.CopySamples.WithWriteObject;
import org.junit.jupiter.api.Test;

/** Classes with a say in their own serialization. */
@SuppressWarnings({"JavaUtilDate", "serial"}) // Users store dates; nothing is kept between two versions of a class.
class CopierSerializationTest implements Serializable {

  private int mutable;

  private Copier copier() {
    return new Copier();
  }

  @Test
  void readObjectIsHeeded() {
    assertEquals(1, ((WithReadObject) copier().copy(new WithReadObject())).reads);
    assertEquals(1, ((BelowReadObject) copier().copy(new BelowReadObject())).reads);
    assertTrue(((ImmutableWithReadObject) copier().copy(new ImmutableWithReadObject())).read);
  }

  @Test
  void writeObjectIsHeeded() {
    assertEquals("text!", ((WithWriteObject) copier().copy(new WithWriteObject())).text);
  }

  @Test
  void externalizableIsHeeded() {
    External original = new External();
    original.text = "text";
    assertEquals("text read", ((External) copier().copy(original)).text);
  }

  @Test
  void aListOfFieldsIsHeeded() {
    ListedFields copy = (ListedFields) copier().copy(new ListedFields());
    assertEquals("kept", copy.kept);
    assertNull(copy.dropped);
  }

  @Test
  void writeReplaceAndReadResolveOfRecordsAreHeeded() {
    Replaced original = new Replaced("name");
    Object copy = copier().copy(original);
    assertNotSame(original, copy);
    assertEquals(original, copy);
  }

  @Test
  void readResolveKeepsSingletons() {
    assertSame(Singleton.INSTANCE, copier().copy(Singleton.INSTANCE));
    assertSame(Singleton.INSTANCE, ((Object[]) copier().copy(new Object[] {Singleton.INSTANCE, new Date(1)}))[0]);
  }

  @Test
  void aSuperclassThatIsNotSerializableIsConstructed() {
    SerialChild original = new SerialChild();
    original.fromParent = "changed";
    original.own = "changed too";
    SerialChild copy = (SerialChild) copier().copy(original);
    assertEquals("as constructed", copy.fromParent);
    assertEquals("changed too", copy.own);
  }

  @Test
  void sharingSurvivesAroundSuchClasses() {
    WithReadObject part = new WithReadObject();
    Date date = new Date(1);
    Object[] copy = (Object[]) copier().copy(new Object[] {date, part, new ArrayList<>(List.of(part, date)), new Holder(part)});
    assertNotSame(part, copy[1]);
    assertSame(copy[1], ((List<?>) copy[2]).get(0));
    assertSame(copy[0], ((List<?>) copy[2]).get(1));
    assertSame(copy[1], ((Holder) copy[3]).held());
  }

  @Test
  void serializableLambdasAreCopied() {
    List<String> captured = new ArrayList<>(List.of("a"));
    Supplier<Object> original = (Supplier<Object> & Serializable) () -> captured;
    @SuppressWarnings("unchecked") // A copy is of the type of its original.
    Supplier<Object> copy = (Supplier<Object>) copier().copy(original);
    captured.add("b");
    assertEquals(List.of("a"), copy.get());
  }

  @Test
  void proxiesAreCopied() {
    Object original = Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Supplier.class, Marker.class}, new Answer("a"));
    Object copy = copier().copy(original);
    assertNotSame(original, copy);
    assertSame(original.getClass(), copy.getClass());
    assertEquals("a", ((Supplier<?>) copy).get());
  }

  @Test
  void innerAndAnonymousClassesAreCopiedWithTheirOuterObject() throws Exception {
    String text = String.join("", "capt", "ured");
    Object anonymous = new Supplier<Object>() {
      @Override
      public Object get() {
        return text + CopierSerializationTest.this.getClass().getSimpleName();
      }
    };
    // A supplier is not serializable; a subclass of one that is will do.
    Object serial = new SerialSupplier() {
      @Override
      public Object get() {
        return text + CopierSerializationTest.this.getClass().getSimpleName();
      }
    };
    SerialSupplier copy = (SerialSupplier) copier().copy(serial);
    assertEquals(((Supplier<?>) anonymous).get(), copy.get());
    mutable = 3;
    Inner inner = new Inner();
    inner.numbers[0] = 5;
    Inner innerCopy = (Inner) copier().copy(inner);
    assertEquals(5, innerCopy.numbers[0]);
    assertSameGraph(roundTrip(inner), innerCopy);
    assertNotSame(this, innerCopy.outer());
    assertEquals(3, innerCopy.outer().mutable);
  }

  @Test
  void whatSerializationDoesWithEnumMapsOfWrappersIsDone() {
    Map<String, Object> original = java.util.Collections.synchronizedMap(new java.util.TreeMap<>(Map.of("a", new Date(1))));
    Object copy = copier().copy(original);
    assertEquals(original, copy);
    assertSame(original.getClass(), copy.getClass());
  }

  interface Marker extends Serializable {}

  interface SerialSupplier extends Supplier<Object>, Serializable {}

  private final class Inner implements Serializable {
    final int[] numbers = new int[1];

    CopierSerializationTest outer() {
      return CopierSerializationTest.this;
    }
  }

  private record Answer(String text) implements InvocationHandler, Serializable {
    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
      return text;
    }
  }
}
