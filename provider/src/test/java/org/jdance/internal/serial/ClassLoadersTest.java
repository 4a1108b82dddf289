package org.jdance.internal.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.Serializable;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.List;
import org.jdance.internal.base.TimeSource;
import org.junit.jupiter.api.Test;

/** Classes are found where the application has them, and none is kept in memory. */
class ClassLoadersTest {

  private static final SourceClasses ORDER =
      SourceClasses.of("app.Order", "package app; public record Order(String id, Colour colour) implements java.io.Serializable { enum Colour { RED } }");

  /** No record: JDK 17 itself keeps a record's loader once its hash code was asked for. */
  private static final SourceClasses PLAIN =
      SourceClasses.of(
          "app.Order",
          """
          package app;
          public class Order implements java.io.Serializable {
            private final String id;
            private final Colour colour;
            public Order(String id, Colour colour) { this.id = id; this.colour = colour; }
            @Override public boolean equals(Object other) { return other instanceof Order order && id.equals(order.id); }
            @Override public int hashCode() { return id.hashCode(); }
            enum Colour { RED }
          }
          """);

  private static Object order(SourceClasses loader) {
    return loader.make("app.Order", "o", loader.find("app.Order$Colour").getEnumConstants()[0]);
  }

  /** One version of a class and a later one. */
  private static SourceClasses version(String fields) {
    return SourceClasses.of("app.Order", "package app; public class Order implements java.io.Serializable { " + fields + " }");
  }

  @Test
  void aClassOfAChildLoaderComesBack() {
    SourceClasses child = ORDER.again();
    Serialization serialization = Serials.learning(child);
    Object order = order(child);
    assertThrows(ClassNotFoundException.class, () -> Class.forName("app.Order"), "the test itself");
    assertEquals(order, serialization.values().decode(serialization.values().encode(order)));
    assertEquals(order, serialization.keys().decode(serialization.keys().encode(order)));
    Object array = java.lang.reflect.Array.newInstance(order.getClass(), 1);
    java.lang.reflect.Array.set(array, 0, order);
    assertArrayEquals((Object[]) array, (Object[]) serialization.values().decode(serialization.values().encode(array)));
  }

  @Test
  void twoLoadersWithTheSameClassNameHaveTheirOwnClasses() {
    SourceClasses one = ORDER.again();
    SourceClasses two = ORDER.again();
    Serialization ofOne = Serials.learning(one);
    Serialization ofTwo = Serials.learning(two);
    byte[] bytes = ofOne.values().encode(order(one));
    ofTwo.values().encode(order(two));
    Object decodedByOne = ofOne.values().decode(bytes);
    Object decodedByTwo = ofTwo.values().decode(bytes);
    assertSame(one.find("app.Order"), decodedByOne.getClass());
    assertSame(two.find("app.Order"), decodedByTwo.getClass());
    assertNotEquals(decodedByOne, decodedByTwo);
    assertArrayEquals(ofOne.keys().encode(order(one)), ofTwo.keys().encode(order(two)));
  }

  @Test
  void aClassOfAnotherLoaderThanTheDeclaredOneIsAMiss() {
    SourceClasses one = ORDER.again();
    Serialization declared =
        new Serialization(
            new SerializationSettings("orders", ORDER.again(), Object.class, one.find("app.Order"), true, List.of()), TimeSource.system());
    assertNull(declared.values().decode(Serials.foreign(order(one))));
  }

  @Test
  void theContextLoaderIsAskedAfterTheManagersAndTheProvidersLast() {
    SourceClasses context = ORDER.again();
    ClassLoader empty = new ClassLoader(null) {};
    Serialization serialization =
        new Serialization(
            new SerializationSettings("orders", empty, Object.class, Object.class, false, List.of("app.**", "org.jdance.**")), TimeSource.system());
    byte[] bytes = Serials.foreign(order(ORDER));
    byte[] own = Serials.foreign(new Own("x"));
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try {
      thread.setContextClassLoader(context);
      assertSame(context.find("app.Order"), serialization.values().decode(bytes).getClass());
      thread.setContextClassLoader(null);
      assertNull(serialization.values().decode(bytes));
      assertEquals(new Own("x"), serialization.values().decode(own));
    } finally {
      thread.setContextClassLoader(before);
    }
    assertEquals(0, serialization.counts().refusedClasses());
    assertEquals(1, serialization.counts().undecodable());
  }

  record Own(String id) implements Serializable {}

  @Test
  void noLoaderIsKeptByASerializationThatIsStillThere() throws InterruptedException {
    SourceClasses[] loader = {PLAIN.again()};
    ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
    WeakReference<ClassLoader> reference = new WeakReference<>(loader[0], collected);
    Serialization serialization =
        new Serialization(
            new SerializationSettings("orders", loader[0], loader[0].find("app.Order"), loader[0].find("app.Order"), true, List.of("app.*")),
            TimeSource.system());
    useAll(serialization, loader[0]);
    loader[0] = null;
    assertSame(reference, collectedWithin(60, collected));
    assertNull(serialization.values().decode(Serials.foreign(order(PLAIN))), "its classes are gone");
  }

  private static void useAll(Serialization serialization, SourceClasses loader) {
    Object order = order(loader);
    Object colour = loader.find("app.Order$Colour").getEnumConstants()[0];
    assertNotNull(serialization.values().decode(serialization.values().encode(order)));
    assertNotNull(serialization.keys().decode(serialization.keys().encode(order)));
    assertNull(serialization.values().decode(serialization.values().encode(colour)), "of another type than declared");
  }

  /** What the collector has found to be unreachable. */
  private static Reference<?> collectedWithin(int seconds, ReferenceQueue<?> queue) throws InterruptedException {
    for (int i = 0; i < seconds * 10; i++) {
      System.gc();
      Reference<?> found = queue.remove(100);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  @Test
  void aClassThatHasChangedCompatiblyStillDecodes() throws ReflectiveOperationException {
    String uid = "private static final long serialVersionUID = 1L; ";
    SourceClasses before = version(uid + "public String id = \"7\"; public int gone = 3;");
    SourceClasses after = version(uid + "public String id; public String added = \"default\";");
    byte[] bytes = Serials.learning(before).values().encode(before.make("app.Order"));
    Serialization reader = Serials.learning(after);
    reader.values().encode(after.make("app.Order"));
    Object decoded = reader.values().decode(bytes);
    assertEquals("7", decoded.getClass().getField("id").get(decoded));
    assertNull(decoded.getClass().getField("added").get(decoded));
  }

  @Test
  void aClassThatHasChangedIncompatiblyIsAMiss() {
    SourceClasses before = version("public String id = \"7\";");
    SourceClasses after = version("public String id = \"7\"; public int more;");
    SourceClasses retyped = version("private static final long serialVersionUID = 1L; public int id;");
    SourceClasses beforeRetyped = version("private static final long serialVersionUID = 1L; public String id = \"7\";");
    assertMissInNewVersion(before, after);
    assertMissInNewVersion(beforeRetyped, retyped);
  }

  private static void assertMissInNewVersion(SourceClasses before, SourceClasses after) {
    byte[] bytes = Serials.learning(before).values().encode(before.make("app.Order"));
    Serialization reader = Serials.learning(after);
    reader.values().encode(after.make("app.Order"));
    assertNull(reader.values().decode(bytes));
    assertEquals(0, reader.counts().refusedClasses());
    assertEquals(1, reader.counts().undecodable());
  }

  @Test
  void anEnumConstantThatIsGoneIsAMiss() {
    SourceClasses before = SourceClasses.of("app.Colour", "package app; public enum Colour { RED, GREEN }");
    SourceClasses after = SourceClasses.of("app.Colour", "package app; public enum Colour { GREEN }");
    Serialization reader = Serials.learning(after);
    reader.values().encode(after.find("app.Colour").getEnumConstants()[0]);
    assertNull(reader.values().decode(Serials.learning(before).values().encode(before.find("app.Colour").getEnumConstants()[0])));
    assertNotNull(reader.values().decode(Serials.learning(before).values().encode(before.find("app.Colour").getEnumConstants()[1])));
  }

  @Test
  void aClassThatIsGoneIsAMiss() {
    Serialization reader = Serials.strict("app.*");
    assertNull(reader.values().decode(Serials.learning(ORDER).values().encode(order(ORDER))));
    assertEquals(0, reader.counts().refusedClasses());
  }

  @Test
  void aProxyThatStaysInThisJvmIsReadBack() throws Exception {
    ClassResolver resolver = new ClassResolver(getClass().getClassLoader());
    Object proxy =
        java.lang.reflect.Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Comparable.class}, new HostileClassesTest.Calls(new java.util.HashMap<>()));
    Object copy = JavaSerialization.read(JavaSerialization.write(proxy), resolver);
    assertSame(proxy.getClass(), copy.getClass());
    assertThrows(ClassNotFoundException.class, () -> resolver.findProxy(new String[] {"no.such.Interface"}));
  }
}
