package org.jdance.internal.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Serializable;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jdance.CacheConfigurationException;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.serial.UndecodableException.Kind;
import org.junit.jupiter.api.Test;

/** The five rules of which classes are read, and the two lists of which aren't. */
class ClassPolicyTest {

  record Order(String id) implements Serializable {}

  private static ClassPolicy policy(Class<?> keyType, Class<?> valueType, boolean learn, String... allow) {
    return new ClassPolicy(
        new SerializationSettings("orders", ClassPolicyTest.class.getClassLoader(), keyType, valueType, learn, List.of(allow)),
        new SerializationCounts());
  }

  private static ClassPolicy allowing(String... patterns) {
    return policy(Object.class, Object.class, false, patterns);
  }

  private static void assertAllowed(ClassPolicy policy, String... classNames) {
    for (String name : classNames) {
      assertNull(policy.refusal(name), name);
    }
  }

  private static void assertRefused(ClassPolicy policy, Kind kind, String... classNames) {
    for (String name : classNames) {
      assertEquals(kind, policy.refusal(name), name);
    }
  }

  @Test
  void theSafeCoreIsAllowedAndNamesClassesThatExist() throws ClassNotFoundException {
    ClassPolicy policy = allowing();
    for (String name : JdkSafeCore.classNames()) {
      assertAllowed(policy, name);
      assertNotNull(Class.forName(name, false, ClassLoader.getPlatformClassLoader()), name);
    }
    assertAllowed(policy, "java.time.Ser", "java.time.LocalDate", "java.time.chrono.Ser", "java.math.BigDecimal");
  }

  @Test
  void otherClassesOfTheJdkAreNotAllowed() {
    assertRefused(
        allowing(), Kind.NOT_ALLOWED, "java.io.File", "java.net.URI", "java.util.Random", "java.util.Collections$CopiesList", "java.lang.Class", "java.lang.Process");
  }

  @Test
  void theDeclaredTypesTheirPackagesAndSuperclassesAreAllowed() {
    ClassPolicy policy = policy(String.class, Shop.class, false);
    assertAllowed(policy, "org.jdance.internal.serial.ClassPolicyTest", Shop.class.getName(), Base.class.getName());
    assertRefused(policy, Kind.NOT_ALLOWED, "org.jdance.internal.Other", "org.jdance.internal.serial.sub.Other", "com.acme.Order", "Order");
  }

  @Test
  void whatFieldsDeclareIsAllowedAsFarAsItIsClosed() {
    DeclaredTypes types = new DeclaredTypes(java.util.function.Function.class, TypesElsewhere.holder());
    assertTrue(types.allow("elsewhere.Holder"));
    for (String name :
        List.of(
            "elsewhere.parts.Rec", "elsewhere.parts.Colour", "elsewhere.parts.Fin", "elsewhere.parts.Circle", "elsewhere.parts.InList",
            "elsewhere.parts.InArray", "elsewhere.parts.Deep", "elsewhere.parts.OfSuper", "elsewhere.parts.Super", "java.net.URI")) {
      assertTrue(types.allow(name), name);
    }
    for (String name :
        List.of("elsewhere.parts.Open", "elsewhere.parts.OfStatic", "elsewhere.parts.OfTransient", "elsewhere.parts.NotSerializable")) {
      assertTrue(!types.allow(name), name);
    }
  }

  @Test
  void declaredTypesOfTheJdkOpenNoPackageOfIt() {
    ClassPolicy policy = policy(java.net.URI.class, java.util.Random.class, false);
    assertAllowed(policy, "java.net.URI", "java.util.Random");
    assertRefused(policy, Kind.NOT_ALLOWED, "java.net.InetAddress", "java.util.Formatter");
    assertRefused(policy(java.net.URL.class, Object.class, false), Kind.NEVER, "java.net.URL");
  }

  @Test
  void dataClassesOfKnownLibrariesAreAllowedByExactName() {
    assertAllowed(
        allowing(),
        "org.hibernate.cache.internal.CacheKeyImplementation",
        "org.hibernate.cache.spi.entry.StandardCacheEntryImpl",
        "org.hibernate.cache.spi.support.AbstractReadWriteAccess$Item",
        "org.springframework.cache.interceptor.SimpleKey",
        "org.springframework.cache.support.NullValue",
        "org.springframework.session.MapSession");
    assertRefused(
        allowing(),
        Kind.NOT_ALLOWED,
        "org.hibernate.cache.spi.entry.Other",
        "org.springframework.session.MapSession$Nested",
        "org.springframework.cache.interceptor.Other");
  }

  @Test
  void whatTheApplicationHasStoredIsLearned() {
    ClassPolicy policy = policy(Object.class, Object.class, true);
    assertRefused(policy, Kind.NOT_ALLOWED, Order.class.getName());
    policy.learn(List.of(Order.class, TimeUnit.class));
    assertAllowed(policy, Order.class.getName(), "java.util.concurrent.TimeUnit");
  }

  @Test
  void learningCanBeSwitchedOff() {
    ClassPolicy policy = policy(Object.class, Object.class, false);
    policy.learn(List.of(Order.class));
    assertRefused(policy, Kind.NOT_ALLOWED, Order.class.getName());
  }

  @Test
  void gadgetPronePackagesAreNeverLearned() {
    ClassPolicy policy = policy(Object.class, Object.class, true);
    policy.learn(List.of(java.awt.Point.class, javax.swing.event.EventListenerList.class));
    assertRefused(policy, Kind.GADGET_PRONE, "java.awt.Point", "javax.swing.event.EventListenerList");
    SourceClasses gadgets =
        SourceClasses.of(
            "org.apache.commons.collections4.functors.Gadget",
            "package org.apache.commons.collections4.functors; public record Gadget() implements java.io.Serializable {}");
    Serialization serialization = Serials.learning(gadgets);
    byte[] bytes = serialization.values().encode(gadgets.make("org.apache.commons.collections4.functors.Gadget"));
    assertNull(serialization.values().decode(bytes));
    assertEquals(0, serialization.counts().learnedClasses());
  }

  @Test
  void gadgetPronePackagesAreNotOpenedByADeclaredTypeInThem() {
    ClassPolicy policy = policy(Object.class, java.awt.Point.class, false);
    assertRefused(policy, Kind.GADGET_PRONE, "java.awt.Point", "java.awt.Component");
  }

  @Test
  void learningIsBounded() {
    ClassPolicy policy = policy(Object.class, Object.class, true);
    StringBuilder source = new StringBuilder("package many; public class Many {");
    for (int i = 0; i <= ClassPolicy.MAX_LEARNED; i++) {
      source.append("public static class C").append(i).append(" {}\n");
    }
    SourceClasses many = SourceClasses.of("many.Many", source.append('}').toString());
    for (int i = 0; i <= ClassPolicy.MAX_LEARNED; i++) {
      policy.learn(List.of(many.find("many.Many$C" + i)));
    }
    assertAllowed(policy, "many.Many$C" + (ClassPolicy.MAX_LEARNED - 1));
    assertRefused(policy, Kind.NOT_ALLOWED, "many.Many$C" + ClassPolicy.MAX_LEARNED);
  }

  @Test
  void patternsNameAClassAPackageOrAllBelow() {
    ClassPolicy policy = allowing("com.acme.Order", "com.acme.shop.*", " org.acme.** ", "Unnamed");
    assertAllowed(policy, "com.acme.Order", "com.acme.shop.A", "com.acme.shop.A$B", "org.acme.A", "org.acme.x.y.B", "Unnamed");
    assertRefused(
        policy, Kind.NOT_ALLOWED, "com.acme.Order$Line", "com.acme.Orders", "com.acme.shop.x.A", "org.acmeX.A", "org.A", "com.acme.unnamed.Unnamed");
  }

  @Test
  void aWidePatternOpensNoGadgetPronePackage() {
    assertRefused(allowing("org.**", "org.springframework.**"), Kind.GADGET_PRONE, "org.springframework.beans.factory.ObjectFactory");
    assertAllowed(allowing("org.springframework.beans.**"), "org.springframework.beans.factory.ObjectFactory");
    assertAllowed(allowing("org.springframework.beans.factory.*"), "org.springframework.beans.factory.ObjectFactory");
    assertAllowed(allowing("org.springframework.beans.factory.ObjectFactory"), "org.springframework.beans.factory.ObjectFactory");
    assertAllowed(allowing("org.springframework.**"), "org.springframework.security.core.Authentication");
  }

  @Test
  void whatIsNeverAllowedWinsOverEverything() {
    ClassPolicy policy = policy(java.net.URL.class, java.lang.invoke.SerializedLambda.class, true, "java.**", "javax.**", "com.**", "jdk.**", "sun.**");
    policy.learn(List.of(java.lang.invoke.SerializedLambda.class, java.net.URL.class));
    assertRefused(
        policy,
        Kind.NEVER,
        "java.lang.invoke.SerializedLambda",
        "java.net.URL",
        "java.rmi.server.UnicastRemoteObject",
        "javax.naming.InitialContext",
        "javax.management.BadAttributeValueExpException",
        "jdk.proxy1.$Proxy1",
        "com.sun.proxy.$Proxy2",
        "com.acme.$Proxy3",
        "com.acme.Order$$Lambda$14",
        "sun.rmi.server.UnicastRef");
  }

  @Test
  void brokenPatternsAreRefusedWithAdvice() {
    for (String pattern :
        List.of("", "*", "**", ".*", ".**", "com..acme.*", "com.acme.", ".com.acme", "com.acme.*.x", "com.*.Order", "com.acme.Ord*", "com/acme/Order",
            "[Lcom.acme.Order;", "com.acme.Order[]", "!com.acme.*", "com.acme.**;maxdepth=1", "1com.x")) {
      CacheConfigurationException e = assertThrows(CacheConfigurationException.class, () -> AllowPatterns.of(List.of(pattern)), pattern);
      assertTrue(e.getMessage().contains("serialization.allow: '" + pattern + "'") && e.getMessage().contains("com.acme.*"), e.getMessage());
    }
    for (String pattern : List.of("java.rmi.**", "javax.naming.*", "java.net.URL", "java.lang.invoke.SerializedLambda", "java.rmi.server.**")) {
      CacheConfigurationException e = assertThrows(CacheConfigurationException.class, () -> AllowPatterns.of(List.of(pattern)), pattern);
      assertTrue(e.getMessage().contains("cannot be allowed"), e.getMessage());
    }
    assertThrows(
        CacheConfigurationException.class,
        () ->
            new Serialization(
                new SerializationSettings("orders", getClass().getClassLoader(), Object.class, Object.class, true, List.of("**")),
                TimeSource.system()));
  }

  @Test
  void theFirstMissTeachesWhatTheNextReadNeeds() {
    Serialization reader = Serials.learning();
    byte[] stored = Serials.learning().values().encode(new ArrayList<>(List.of(new Order("o"))));
    assertNull(reader.values().decode(stored));
    reader.values().encode(new Order("another"));
    assertEquals(List.of(new Order("o")), reader.values().decode(stored));
    assertEquals(1, reader.counts().learnedClasses());
    assertEquals(1, reader.counts().undecodable());
    assertEquals(1, reader.counts().refusedClasses());
  }

  @Test
  void whatOneCacheLearnsAnotherDoesNot() {
    Serialization one = Serials.learning();
    byte[] stored = one.values().encode(new Order("o"));
    assertNotNull(one.values().decode(stored));
    assertNull(Serials.learning().values().decode(stored));
  }

  @Test
  void keysAndValuesOfACacheLearnTogether() {
    Serialization one = Serials.learning();
    one.keys().encode(new Order("o"));
    assertNotNull(one.values().decode(Serials.foreign(new Order("o"))));
  }

  @Test
  void enumsNeedNotBeAllowed() {
    byte[] stored = Serials.learning().values().encode(Map.of(TimeUnit.DAYS, 1));
    Serialization strict = Serials.strict();
    assertEquals(Map.of(TimeUnit.DAYS, 1), strict.values().decode(stored));
    assertEquals(TimeUnit.DAYS, strict.values().decode(Serials.foreign(TimeUnit.DAYS)));
    assertEquals(TimeUnit.DAYS, strict.keys().decode(Serials.learning().keys().encode(TimeUnit.DAYS)));
    assertEquals(0, strict.counts().refusedClasses());
    assertEquals(DayOfWeek.MONDAY, Serials.strict().values().decode(Serials.learning().values().encode(DayOfWeek.MONDAY)));
  }

  @Test
  void aValueOfAnotherTypeThanDeclaredIsAMiss() {
    Serialization declared = Serials.declaring(Integer.class, Order.class);
    assertNotNull(declared.values().decode(Serials.foreign(new Order("o"))));
    assertNull(declared.values().decode(Serials.foreign(List.of())));
    assertNull(declared.values().decode(Serials.strict().values().encode("text")));
    assertNull(declared.keys().decode(Serials.strict().keys().encode("text")));
    assertEquals(1, declared.keys().decode(Serials.strict().keys().encode(1)));
  }

  static class Base implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  static class Shop extends Base {
    private static final long serialVersionUID = 1L;
  }

  /** Declared types in other packages. */
  static final class TypesElsewhere {

    static Class<?> holder() {
      return SourceClasses.of(
              Map.of(
                  "elsewhere.Holder",
                  """
                  package elsewhere;
                  import elsewhere.parts.*;
                  import java.util.*;
                  public class Holder extends Super {
                    Rec rec;
                    Colour colour;
                    Fin fin;
                    Shape shape;
                    Map<String, ? extends List<InList>> lists;
                    InArray[][] arrays;
                    Open open;
                    NotSerializable not;
                    java.net.URI uri;
                    static OfStatic ofStatic;
                    transient OfTransient ofTransient;
                  }
                  """,
                  "elsewhere.parts.Super",
                  """
                  package elsewhere.parts;
                  import java.io.Serializable;
                  public class Super implements Serializable { OfSuper part; }
                  """,
                  "elsewhere.parts.OfSuper", part("public record OfSuper()"),
                  "elsewhere.parts.Rec", part("public record Rec(Deep deep, Rec again)"),
                  "elsewhere.parts.Deep", part("public final class Deep"),
                  "elsewhere.parts.Colour", "package elsewhere.parts; public enum Colour { RED }",
                  "elsewhere.parts.Fin", part("public final class Fin"),
                  "elsewhere.parts.Shape", "package elsewhere.parts; public sealed interface Shape permits Circle {}",
                  "elsewhere.parts.Circle", "package elsewhere.parts; public record Circle(Shape inner) implements Shape, java.io.Serializable {}",
                  "elsewhere.parts.InList", part("public record InList()")),
              Map.of(
                  "elsewhere.parts.InArray", part("public record InArray()"),
                  "elsewhere.parts.Open", part("public class Open"),
                  "elsewhere.parts.NotSerializable", "package elsewhere.parts; public final class NotSerializable {}",
                  "elsewhere.parts.OfStatic", part("public final class OfStatic"),
                  "elsewhere.parts.OfTransient", part("public final class OfTransient")))
          .find("elsewhere.Holder");
    }

    private static String part(String declaration) {
      return "package elsewhere.parts; " + declaration + " implements java.io.Serializable {}";
    }
  }
}
