package org.jdance.internal.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Objects by their fields: they come back as Java serialization would bring them back, in a fraction of its bytes. */
@SuppressWarnings({"serial", "JdkObsolete", "JavaUtilDate"}) // what is put into the fields is serializable; applications store what they like
class ObjectBytesTest {

  private final ValueSerializer values = Serials.learning().values();

  static class Person implements Serializable {
    private static final long serialVersionUID = 1L;
    String name;
    final List<Person> friends = new ArrayList<>();
    transient String secret = "never";
    Object more;

    Person(String name) {
      this.name = name;
    }
  }

  static final class Admin extends Person {
    private static final long serialVersionUID = -7_000_000_000L;
    @SuppressWarnings("HidingField") // a class may do so
    private final String name = "shadows";
    private final int level;

    Admin(String name, int level) {
      super(name);
      this.level = level;
    }
  }

  static class Plain {
    int made = 7;

    protected Plain() {
      made++;
    }
  }

  static final class OfPlain extends Plain implements Serializable {
    private static final long serialVersionUID = 1L;
    int own = 3;
  }

  static class NoConstructor {
    NoConstructor(int ignored) {}
  }

  static final class OfNoConstructor extends NoConstructor implements Serializable {
    private static final long serialVersionUID = 1L;

    OfNoConstructor() {
      super(1);
    }
  }

  record Point(int x, long y, String label, Object any) implements Serializable {
    Point {
      if (x < 0) {
        throw new IllegalArgumentException("x");
      }
    }
  }

  record Primitives(boolean z, byte b, short s, char c, int i, long j, float f, double d) implements Serializable {}

  static final class Hooked implements Serializable {
    private static final long serialVersionUID = 1L;
    String text = "a";

    private void writeObject(ObjectOutputStream out) throws IOException {
      text = "written";
      out.defaultWriteObject();
    }
  }

  enum Bodied {
    ONE {
      @Override
      int number() {
        return 1;
      }
    };

    abstract int number();
  }

  @SuppressWarnings("unchecked")
  private <T> T again(T value) {
    byte[] bytes = values.encode(value);
    assertTrue(bytes[0] != Tag.JAVA, () -> "not compact: " + value.getClass());
    return (T) assertNotNullOf(values.decode(bytes));
  }

  private static Object assertNotNullOf(Object value) {
    assertNotNull(value);
    return value;
  }

  private void assertLeftToJava(Object value) {
    assertEquals(Tag.JAVA, values.encode(value)[0]);
  }

  @Test
  void fieldsOfAllLevelsComeBackAndTransientOnesDoNot() {
    Admin admin = again(new Admin("a", 5));
    assertEquals("a", ((Person) admin).name);
    assertEquals("shadows", admin.name);
    assertEquals(5, admin.level);
    assertNull(admin.secret);
    assertEquals(List.of(), admin.friends);
  }

  @Test
  void recordsAndPrimitivesComeBack() {
    Primitives least = new Primitives(false, Byte.MIN_VALUE, Short.MIN_VALUE, '\0', Integer.MIN_VALUE, Long.MIN_VALUE, -0f, Double.NaN);
    Primitives most = new Primitives(true, Byte.MAX_VALUE, Short.MAX_VALUE, '\uffff', Integer.MAX_VALUE, Long.MAX_VALUE, 1f, 1e300);
    assertEquals(least, again(least));
    assertEquals(most, again(most));
    Point point = new Point(1, 2, null, new Point(3, 4, "\u00fc", List.of("x")));
    assertEquals(point, again(point));
  }

  @Test
  void aConstructorAboveThatIsNotSerializableRuns() {
    OfPlain made = new OfPlain();
    made.made = 100;
    made.own = 4;
    OfPlain back = again(made);
    assertEquals(8, back.made);
    assertEquals(4, back.own);
    assertLeftToJava(new OfNoConstructor());
  }

  @Test
  void whatIsSharedStaysSharedAndCyclesStayCycles() {
    Person a = new Person("a");
    Person b = new Person("b");
    Date date = new Date(5);
    a.friends.add(b);
    b.friends.add(a);
    a.friends.add(b);
    a.more = date;
    b.more = date;
    Person back = again(a);
    assertSame(back, back.friends.get(0).friends.get(0));
    assertSame(back.friends.get(0), back.friends.get(1));
    assertSame(back.more, back.friends.get(0).more);
    byte[] bytes = {1};
    Object[] array = {bytes, bytes, null, null};
    array[2] = array;
    Object[] copy = again(array);
    assertSame(copy[0], copy[1]);
    assertSame(copy, copy[2]);
    List<Object> list = new ArrayList<>();
    list.add(list);
    list.add("text");
    list.add("text");
    List<Object> listBack = again(list);
    assertSame(listBack, listBack.get(0));
  }

  @Test
  void aRecordThatContainsItselfIsLeftToJava() {
    List<Object> inner = new ArrayList<>();
    Point point = new Point(1, 1, "p", inner);
    inner.add(point);
    assertLeftToJava(point);
    // From outside it can be referred to.
    List<Object> twice = List.of(new Point(1, 1, "q", null), new Person("x"));
    Person person = (Person) twice.get(1);
    person.more = twice.get(0);
    List<Object> back = again(twice);
    assertSame(back.get(0), ((Person) back.get(1)).more);
  }

  @Test
  void aViewOfWhatIsInTheGraphStaysAView() {
    List<Object> inner = new ArrayList<>(List.of("x"));
    Person person = new Person("p");
    person.more = List.of(inner, Collections.unmodifiableList(inner));
    byte[] bytes = values.encode(person);
    assertEquals(Tag.JAVA, bytes[0]);
    List<?> both = (List<?>) ((Person) values.decode(bytes)).more;
    @SuppressWarnings("unchecked")
    List<Object> backing = (List<Object>) both.get(0);
    backing.add("y");
    assertEquals(both.get(0), both.get(1));
    String[] array = {"a", "b"};
    assertLeftToJava(new Object[] {array, Arrays.asList(array)});
    // No other list of that size: nothing that it could be a view of.
    person.more = Collections.unmodifiableList(inner);
    assertEquals(person.more, again(person).more);
  }

  @Test
  void collectionsAndArraysOfAllKindsComeBack() {
    List<Object> all = new ArrayList<>();
    all.add(new LinkedList<>(List.of(1)));
    all.add(new CopyOnWriteArrayList<>(List.of(1, 2)));
    all.add(new ConcurrentHashMap<>(Map.of("k", 1)));
    all.add(new TreeMap<>(Map.of("k", new Point(1, 2, "l", null))));
    all.add(new HashSet<>(Set.of(new Point(1, 2, "l", null), DayOfWeek.MONDAY)));
    all.add(EnumSet.of(DayOfWeek.FRIDAY));
    all.add(Locale.GERMANY);
    all.add(ZonedDateTime.parse("2026-11-23T12:30:00+01:00[Europe/Paris]"));
    all.add(new java.sql.Timestamp(5));
    all.add(DayOfWeek.MONDAY);
    all.add(Bodied.ONE);
    all.add(UUID.randomUUID().toString());
    all.add(UUID.randomUUID().toString().toUpperCase(Locale.ROOT));
    all.add(Duration.ofHours(-1));
    all.add(Instant.MIN);
    all.add(Instant.ofEpochSecond(0xffff_ffffL));
    all.add("\u20ac".repeat(40));
    all.add("\ud800");
    for (int i = 0; i < 40; i++) {
      all.add(new ArrayList<>(Collections.nCopies(i, "e")));
      all.add(new HashMap<>(Map.of("k" + i, "v")));
      all.add(new Object());
      all.remove(all.size() - 1);
    }
    assertEquals(all, again(all));
    assertEquals(List.of(1, 2), new ArrayList<>(again(new ArrayDeque<>(List.of(1, 2)))));
    assertEquals(5, again(new ArrayList<>(List.of(new AtomicLong(5)))).get(0).get());
    assertArrayEquals(new int[] {1, -1, Integer.MIN_VALUE}, again(new int[] {1, -1, Integer.MIN_VALUE}));
    assertArrayEquals(new long[] {Long.MIN_VALUE}, again(new long[] {Long.MIN_VALUE}));
    assertArrayEquals(new short[] {Short.MIN_VALUE, 5}, again(new short[] {Short.MIN_VALUE, 5}));
    assertArrayEquals(new char[] {'\uffff'}, again(new char[] {'\uffff'}));
    assertArrayEquals(new boolean[] {true, false}, again(new boolean[] {true, false}));
    assertArrayEquals(new float[] {1.5f}, again(new float[] {1.5f}));
    assertArrayEquals(new double[] {1.5}, again(new double[] {1.5}));
    assertArrayEquals(new String[][] {{"a"}, null, {}}, again(new String[][] {{"a"}, null, {}}));
    assertArrayEquals(new int[][] {{1}, {2, 3}}, again(new int[][] {{1}, {2, 3}}));
    assertInstanceOf(Point[].class, again(new Point[] {new Point(0, 0, "", null)}));
  }

  @Test
  void classesWithASayInItAreLeftToJava() {
    assertLeftToJava(new Hooked());
    assertLeftToJava(new ArrayList<>(List.of(new Hooked(), new Person("p"))));
    assertLeftToJava(new TreeMap<>(Map.of(1, new IllegalStateException())));
    assertLeftToJava(new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER));
  }

  @Test
  void aGraphTooDeepForItIsLeftToJava() {
    Person person = new Person("last");
    for (int i = 0; i < ReadLimits.MAX_NESTING; i++) {
      Person outer = new Person("p");
      outer.more = person;
      person = outer;
    }
    assertLeftToJava(person);
    assertNotNull(values.decode(values.encode(person)));
    again((Person) ((Person) person.more).more);
  }

  @Test
  void whatTheConstructorOfARecordRefusesIsAMiss() {
    byte[] bytes = values.encode(new Point(5, 1, "l", null));
    int at = Serials.hex(bytes).indexOf("0a0201816c") / 2;
    assertTrue(at > 0, Serials.hex(bytes));
    bytes[at] = 9;
    assertNull(values.decode(bytes));
  }

  @Test
  void aSessionTakesAThirdOfItsStream() {
    Person user = new Person("user123@example.org");
    user.more = new HashMap<>(Map.of("language", "en", "theme", "dark"));
    Map<String, Object> session = new HashMap<>();
    session.put("id", UUID.randomUUID().toString());
    session.put("created", Instant.ofEpochSecond(1_700_000_000));
    session.put("user", user);
    int compact = values.encode(session).length;
    int stream = Serials.javaBytes(session).length;
    assertTrue(compact < 180 && compact * 3 < stream, () -> compact + " of " + stream);
  }

  @Test
  void objectsThatOccurAgainCannotMakeHashingEndless() {
    // Each list has the one below twice: its hash takes twice as long. Few bytes, but years in a set.
    List<Object> list = new ArrayList<>(List.of("x"));
    for (int i = 0; i < 50; i++) {
      list = new ArrayList<>(List.of(list, list));
    }
    List<Object> holder = new ArrayList<>();
    holder.add(list);
    assertEquals(1, again(holder).size());
    byte[] listBytes = values.encode(list);
    byte[] bomb = new byte[listBytes.length + 2];
    bomb[0] = Tag.HASH_SET;
    bomb[1] = 1;
    System.arraycopy(listBytes, 0, bomb, 2, listBytes.length);
    // The numbers of the lists are one more within the set.
    for (int i = 2; i + 1 < bomb.length; i++) {
      if (bomb[i] == Tag.OBJECT_AGAIN) {
        bomb[i + 1]++;
      }
    }
    assertNull(values.decode(bomb));
  }

  @Test
  void aClassThatIsNotAllowedIsNotRead() {
    byte[] bytes = values.encode(new Admin("a", 1));
    assertNull(Serials.strict().values().decode(bytes));
    assertNull(Serials.strict(Admin.class.getName()).values().decode(bytes), "the class above isn't");
    assertNotNull(Serials.strict(Admin.class.getName(), Person.class.getName()).values().decode(bytes));
    assertNull(Serials.strict().values().decode(values.encode(new Person[0])));
  }

  @Test
  void aValueThatIsNotSerializableIsStillRefusedByName() {
    Person person = new Person("p");
    person.more = new Object();
    Exception refusal = assertThrows(org.jdance.CacheSerializationException.class, () -> values.encode(person));
    assertTrue(refusal.getMessage().contains("java.lang.Object is not serializable"), refusal::getMessage);
  }

  private static SourceClasses version(String source) {
    return SourceClasses.of("app.Order", "package app; " + source);
  }

  private static Object carry(SourceClasses from, SourceClasses to) {
    Object order = from.make("app.Order");
    byte[] bytes = Serials.learning(from).values().encode(order);
    assertTrue(bytes[0] != Tag.JAVA);
    Serialization reader = Serials.learning(to);
    reader.values().encode(to.make("app.Order"));
    return reader.values().decode(bytes);
  }

  private static Object field(Object object, String name) throws ReflectiveOperationException {
    return object.getClass().getField(name).get(object);
  }

  @Test
  void fieldsComeAndGoWhereJavaSerializationAllowsIt() throws ReflectiveOperationException {
    String uid = "public class Order implements java.io.Serializable { private static final long serialVersionUID = 1L; ";
    SourceClasses before = version(uid + "public String id = \"7\"; public int gone = 3; public java.util.List<String> l = new java.util.ArrayList<>(); }");
    SourceClasses after = version(uid + "public String id; public long added = 9; public java.util.List<String> l; }");
    Object decoded = carry(before, after);
    assertEquals("7", field(decoded, "id"));
    assertEquals(0L, field(decoded, "added"));
    assertEquals(List.of(), field(decoded, "l"));
  }

  @Test
  void anotherVersionOrTypeIsAMiss() {
    String head = "public class Order implements java.io.Serializable { private static final long serialVersionUID = ";
    assertNull(carry(version(head + "1L; public String id; }"), version(head + "2L; public String id; }")));
    assertNull(carry(version(head + "1L; public long id; }"), version(head + "1L; public int id; }")));
    assertNull(carry(version(head + "1L; public String id = \"x\"; }"), version(head + "1L; public Integer id; }")));
    String undeclared = "public class Order implements java.io.Serializable { public int id; ";
    assertNull(carry(version(undeclared + "}"), version(undeclared + "public int more; }")));
    assertNull(carry(version(undeclared + "}"), version(undeclared + "public void method() {} }")));
  }

  @Test
  void componentsOfRecordsComeAndGo() throws ReflectiveOperationException {
    SourceClasses before = version("public record Order(int a, String b) implements java.io.Serializable { public Order() { this(1, \"b\"); } }");
    SourceClasses after = version("public record Order(String b, long c) implements java.io.Serializable { public Order() { this(\"c\", 2); } }");
    byte[] bytes = Serials.learning(before).values().encode(newRecord(before));
    Serialization reader = Serials.learning(after);
    reader.values().encode(newRecord(after));
    Object decoded = reader.values().decode(bytes);
    assertEquals("Order[b=b, c=0]", String.valueOf(decoded));
  }

  private static Object newRecord(SourceClasses loader) throws ReflectiveOperationException {
    return loader.find("app.Order").getDeclaredConstructor().newInstance();
  }
}
