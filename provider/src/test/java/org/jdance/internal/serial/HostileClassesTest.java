package org.jdance.internal.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.rmi.MarshalledObject;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.SignedObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import javax.management.BadAttributeValueExpException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Classes that aren't allowed: no instance is made, nothing of them runs, they are not even loaded. */
class HostileClassesTest {

  private static final String RAN = "org.jdance.test.ran.";

  /** A class that leaves a mark for each way in which its code can run. */
  private static final String EVIL =
      """
      package hostile;
      import java.io.*;
      public class Evil implements Serializable, Comparable<Evil> {
        private static final long serialVersionUID = 1L;
        static { System.setProperty("org.jdance.test.ran.static", "yes"); }
        public Evil() {}
        private void readObject(ObjectInputStream in) throws Exception {
          in.defaultReadObject();
          System.setProperty("org.jdance.test.ran.readObject", "yes");
        }
        private Object readResolve() { System.setProperty("org.jdance.test.ran.readResolve", "yes"); return this; }
        @Override public int hashCode() { System.setProperty("org.jdance.test.ran.hashCode", "yes"); return 1; }
        @Override public boolean equals(Object other) { System.setProperty("org.jdance.test.ran.equals", "yes"); return true; }
        @Override public int compareTo(Evil other) { System.setProperty("org.jdance.test.ran.compareTo", "yes"); return 0; }
      }
      """;

  private static final String EVIL_ENUM =
      """
      package hostile;
      public enum EvilEnum {
        ONE;
        static { System.setProperty("org.jdance.test.ran.static", "yes"); }
      }
      """;

  private static final String EVIL_CLASS_IN_ITS_PLACE =
      """
      package hostile;
      public class EvilEnum implements java.io.Serializable {
        static { System.setProperty("org.jdance.test.ran.static", "yes"); }
        public static EvilEnum valueOf(String name) { System.setProperty("org.jdance.test.ran.valueOf", "yes"); return null; }
      }
      """;

  private static final String EVIL_EXTERNALIZABLE =
      """
      package hostile;
      import java.io.*;
      public class EvilExternalizable implements Externalizable {
        static { System.setProperty("org.jdance.test.ran.static", "yes"); }
        public EvilExternalizable() { System.setProperty("org.jdance.test.ran.constructor", "yes"); }
        @Override public void writeExternal(ObjectOutput out) throws IOException { out.writeInt(1); }
        @Override public void readExternal(ObjectInput in) { System.setProperty("org.jdance.test.ran.readExternal", "yes"); }
      }
      """;

  private static final SourceClasses EVIL_CLASS = SourceClasses.of("hostile.Evil", EVIL);

  private static final SourceClasses EVIL_ENUM_CLASS = SourceClasses.of("hostile.EvilEnum", EVIL_ENUM);

  private static final SourceClasses GADGET_ENUM_CLASS =
      SourceClasses.of("bsh.EvilEnum", EVIL_ENUM.replace("package hostile", "package bsh"));

  /** An allowed class that swallows whatever goes wrong with what is in it. */
  static final class Tolerant implements Serializable {
    private static final long serialVersionUID = 1L;
    private transient Object content;

    Tolerant(Object content) {
      this.content = content;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
      out.writeObject(content);
    }

    private void readObject(java.io.ObjectInputStream in) {
      try {
        in.defaultReadObject();
        content = in.readObject();
      } catch (Exception e) {
        content = "never mind";
      }
    }
  }

  record Calls(Map<String, Object> answers) implements InvocationHandler, Serializable {
    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
      return answers.get(method.getName());
    }
  }

  record Reverse() implements Comparator<String>, Serializable {
    @Override
    public int compare(String a, String b) {
      System.setProperty(RAN + "compare", "yes");
      return b.compareTo(a);
    }
  }

  @AfterEach
  void forget() {
    System.getProperties().keySet().removeIf(key -> key.toString().startsWith(RAN));
  }

  private static List<String> ran() {
    return System.getProperties().stringPropertyNames().stream().filter(name -> name.startsWith(RAN)).toList();
  }

  private static void assertMiss(Serialization serialization, byte[] bytes) {
    long refused = serialization.counts().refusedClasses();
    assertNull(serialization.values().decode(bytes));
    assertEquals(refused + 1, serialization.counts().refusedClasses());
  }

  /** Bytes with an object of the class, and what such an object is found in when it is dangerous. */
  private static List<byte[]> hidingPlaces(Object evil) {
    Map<Object, Object> key = new HashMap<>();
    key.put(evil, 1);
    PriorityQueue<Object> queue = new PriorityQueue<>();
    queue.add(evil);
    return List.of(
        Serials.foreign(evil),
        Serials.foreign(new Object[] {"fine", evil}),
        Serials.foreign(key),
        Serials.foreign(new HashMap<>(Map.of("fine", evil))),
        Serials.foreign(new HashSet<>(List.of(evil))),
        Serials.foreign(queue),
        Serials.foreign(evil.getClass()),
        Serials.foreign(java.lang.reflect.Array.newInstance(evil.getClass(), 1)),
        Serials.foreign(new Tolerant(evil)));
  }

  @Test
  void nothingOfAClassThatIsNotAllowedRuns() {
    List<byte[]> attacks = hidingPlaces(EVIL_CLASS.again().make("hostile.Evil"));
    forget();
    for (int i = 0; i < attacks.size(); i++) {
      // Each with a loader of its own, whose class has not been initialised.
      SourceClasses loader = EVIL_CLASS.again();
      Serialization serialization =
          new Serialization(
              new SerializationSettings("orders", loader, String.class, Object.class, true, List.of(Tolerant.class.getName())),
              org.jdance.internal.base.TimeSource.system());
      assertMiss(serialization, attacks.get(i));
      assertEquals(List.of(), ran(), "attack " + i);
    }
  }

  @Test
  void aClassThatIsNotAllowedIsNotEvenLoaded() {
    byte[] attack = Serials.foreign(EVIL_CLASS.again().make("hostile.Evil"));
    List<String> loaded = new ArrayList<>();
    ClassLoader watching =
        new ClassLoader(getClass().getClassLoader()) {
          @Override
          protected Class<?> findClass(String name) throws ClassNotFoundException {
            loaded.add(name);
            throw new ClassNotFoundException(name);
          }
        };
    assertMiss(Serials.learning(watching), attack);
    assertEquals(List.of(), loaded);
  }

  @Test
  void itRunsWhereItIsAllowed() {
    // Shows that the tests above would see it.
    byte[] bytes = Serials.foreign(EVIL_CLASS.again().make("hostile.Evil"));
    forget();
    Serialization serialization =
        new Serialization(
            new SerializationSettings(
                "orders", EVIL_CLASS.again(), Object.class, Object.class, false, List.of("hostile.*")),
            org.jdance.internal.base.TimeSource.system());
    assertNotNull(serialization.values().decode(bytes));
    assertEquals(3, ran().size(), () -> ran().toString());
  }

  @Test
  void nothingOfAnEnumOfAGadgetPronePackageRuns() {
    SourceClasses loader = GADGET_ENUM_CLASS.again();
    Object constant = constantOf(loader, "bsh.EvilEnum");
    byte[] compact = Serials.learning(loader).values().encode(constant);
    byte[] inList = Serials.learning(loader).values().encode(List.of(constant));
    byte[] asKey = Serials.learning(loader).keys().encode(constant);
    byte[] stream = Serials.foreign(constant);
    forget();
    for (byte[] attack : List.of(compact, inList, stream)) {
      assertMiss(Serials.learning(GADGET_ENUM_CLASS.again()), attack);
    }
    assertNull(Serials.learning(GADGET_ENUM_CLASS.again()).keys().decode(asKey));
    assertEquals(List.of(), ran());
  }

  @Test
  void aClassThatIsNoEnumDoesNotRunWhereAnEnumIsExpected() {
    SourceClasses loader = EVIL_ENUM_CLASS.again();
    byte[] compact = Serials.learning(loader).values().encode(constantOf(loader, "hostile.EvilEnum"));
    forget();
    // The same name, but another kind of class.
    SourceClasses other = SourceClasses.of("hostile.EvilEnum", EVIL_CLASS_IN_ITS_PLACE);
    assertMiss(Serials.learning(other), compact);
    assertEquals(List.of(), ran());
  }

  private static Object constantOf(SourceClasses loader, String name) {
    try {
      return loader.loadClass(name).getEnumConstants()[0];
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void nothingOfAnExternalizableThatIsNotAllowedRuns() {
    byte[] attack = Serials.foreign(SourceClasses.of("hostile.EvilExternalizable", EVIL_EXTERNALIZABLE).make("hostile.EvilExternalizable"));
    forget();
    assertMiss(Serials.learning(SourceClasses.of("hostile.EvilExternalizable", EVIL_EXTERNALIZABLE)), attack);
    assertEquals(List.of(), ran());
  }

  @Test
  void nothingOfAClassInAKeyThatIsNotAllowedRuns() {
    SourceClasses loader = EVIL_CLASS.again();
    byte[] key = Serials.learning(loader).keys().encode(loader.make("hostile.Evil"));
    byte[] inList = Serials.learning(loader).keys().encode(List.of("fine", loader.make("hostile.Evil")));
    forget();
    Serialization victim = Serials.learning(EVIL_CLASS.again());
    assertNull(victim.keys().decode(key));
    assertNull(victim.keys().decode(inList));
    assertEquals(2, victim.counts().refusedClasses());
    assertEquals(List.of(), ran());
  }

  @Test
  void dynamicProxiesAreNeverRead() {
    // Even if the handler itself is allowed, as any class may be that has such a method by accident.
    Serialization generous = Serials.strict(Calls.class.getName(), "java.util.**", "java.lang.**");
    Object proxy =
        Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Comparable.class}, new Calls(new HashMap<>(Map.of("compareTo", 1))));
    assertNotNull(generous.values().decode(Serials.foreign(new Calls(new HashMap<>()))), "the test itself");
    assertMiss(generous, Serials.foreign(proxy));
    assertMiss(generous, Serials.foreign(new ArrayList<>(List.of(proxy))));
  }

  @Test
  void lambdasAreNeverRead() {
    Serialization generous = Serials.strict("org.jdance.**", "java.lang.**");
    Runnable lambda = (Runnable & Serializable) () -> {};
    assertMiss(generous, Serials.foreign(lambda));
    assertMiss(generous, Serials.foreign(new TreeMap<>((Comparator<String> & Serializable) (a, b) -> a.compareTo(b))));
  }

  @Test
  void comparatorsThatAreNotAllowedAreNotRead() {
    TreeMap<String, Integer> map = new TreeMap<>(new Reverse());
    map.put("a", 1);
    map.put("b", 1);
    PriorityQueue<String> queue = new PriorityQueue<>(new Reverse());
    queue.addAll(List.of("a", "b"));
    byte[] mapBytes = Serials.foreign(map);
    byte[] queueBytes = Serials.foreign(queue);
    forget();
    assertMiss(Serials.learning(), mapBytes);
    assertMiss(Serials.learning(), queueBytes);
    assertEquals(List.of(), ran());
    Serialization allowing = Serials.strict(Reverse.class.getName());
    assertInstanceOf(TreeMap.class, allowing.values().decode(mapBytes));
    assertInstanceOf(PriorityQueue.class, allowing.values().decode(queueBytes));
    assertFalse(ran().isEmpty());
  }

  @Test
  void classesOfTheForbiddenListAreNeverRead() throws Exception {
    KeyPairGenerator keys = KeyPairGenerator.getInstance("DSA");
    keys.initialize(1024);
    List<Serializable> forbidden =
        List.of(
            URI.create("http://localhost:1/").toURL(),
            new MarshalledObject<>("x"),
            new SignedObject("x", keys.generateKeyPair().getPrivate(), Signature.getInstance("SHA256withDSA")),
            new BadAttributeValueExpException("x"));
    Serialization generous = Serials.strict("java.**", "javax.**", "sun.**");
    for (Serializable object : forbidden) {
      assertMiss(generous, Serials.foreign(object));
      assertMiss(generous, Serials.foreign(new HashMap<>(Map.of("k", object))));
    }
  }

  @Test
  void theNameOfAnArrayIsNoWayAroundTheList() throws IOException {
    for (String name : List.of("[Lhostile.Evil;", "[[[Lhostile.Evil;", "[", "[L;", "[Lhostile.Evil", "[X", "[Ljava.lang.String;;", "")) {
      assertNull(Serials.learning().values().decode(Serials.foreignStream(arrayNamed(name))), name);
    }
    assertTrue(Serials.learning().values().decode(Serials.foreignStream(arrayNamed("[Ljava.lang.String;"))) instanceof String[]);
  }

  /** A stream with an empty array of a class of that name. */
  private static byte[] arrayNamed(String name) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    var out = new java.io.DataOutputStream(bytes);
    out.writeInt(0xaced0005);
    out.writeByte(java.io.ObjectStreamConstants.TC_ARRAY);
    out.writeByte(java.io.ObjectStreamConstants.TC_CLASSDESC);
    out.writeUTF(name);
    out.writeLong(0xadd256e7e91d7b47L); // the serialVersionUID of String[], which others need not have
    out.writeByte(java.io.ObjectStreamConstants.SC_SERIALIZABLE);
    out.writeShort(0);
    out.writeByte(java.io.ObjectStreamConstants.TC_ENDBLOCKDATA);
    out.writeByte(java.io.ObjectStreamConstants.TC_NULL);
    out.writeInt(0);
    return bytes.toByteArray();
  }

  @Test
  void aMissTeachesNothing() {
    Serialization serialization = Serials.learning();
    byte[] attack = Serials.foreign(new Calls(new HashMap<>()));
    assertMiss(serialization, attack);
    assertMiss(serialization, attack);
    assertEquals(0, serialization.counts().learnedClasses());
  }

  @Test
  void anAllowedClassCannotSwallowTheRefusal() {
    Serialization serialization = Serials.strict(Tolerant.class.getName());
    assertNotNull(serialization.values().decode(Serials.foreign(new Tolerant("fine"))), "the test itself");
    assertMiss(serialization, Serials.foreign(new Tolerant(new Calls(new HashMap<>()))));
  }
}
