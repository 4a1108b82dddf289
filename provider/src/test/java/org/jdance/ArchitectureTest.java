package org.jdance;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The shape of the provider: who may use whom, and what only one place may do. */
class ArchitectureTest {

  private static final String INTERNAL = "org.jdance.internal.";
  private static final String PROVIDER_TYPE = "org.jdance.JDanceCachingProvider";
  private static final String ASSEMBLER = INTERNAL + "jcache.CacheAssembler";
  private static final String STORES = INTERNAL + "jcache.Stores";
  private static final String CONFIGURED_STORES = INTERNAL + "jcache.ConfiguredStores";

  /** The arrows: each internal package with the internal packages that it may use. A package that is not here may not exist. */
  private static final Map<String, List<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("base", List.of()),
          // Whether a placement is possible is checked with the configuration, by the placement's own rule.
          Map.entry("config", List.of("client.placement", "base")),
          Map.entry("entry", List.of("base")),
          Map.entry("serial", List.of("base")),
          // Objects to objects: knows nothing of the encodings beside it.
          Map.entry("serial.fields", List.of("base")),
          Map.entry("serial.copy", List.of("serial.fields", "base")),
          Map.entry("transport", List.of("base")),
          Map.entry("node", List.of("transport", "entry", "base")),
          Map.entry("local", List.of("serial.copy", "entry", "base")),
          Map.entry("near", List.of("serial", "entry", "base")),
          Map.entry("client", List.of("node", "serial", "entry", "base")),
          // What servers tell of changes, from the connection to the near caches that it concerns.
          Map.entry("notice", List.of("near", "client", "node", "entry", "base")),
          Map.entry("fleet", List.of("notice", "near", "client", "config", "node", "transport", "serial", "entry", "base")),
          Map.entry("semantics.decide", List.of("entry", "base")),
          Map.entry("semantics.run", List.of("semantics.decide", "entry", "base")),
          // Below the facade is the semantics alone; only the assembler, which has no rule here, knows what is below that.
          Map.entry("jcache", List.of("semantics.run", "semantics.decide", "entry", "config", "base")));

  /** Each with the reason why what it waits for may have no bound. */
  private static final Set<String> MAY_WAIT_WITHOUT_DEADLINE =
      Set.of(
          // All three wait for the user's code in another thread, which has no deadline: a loader, whatever holds a key, a listener.
          INTERNAL + "semantics.run.LoadFlight",
          INTERNAL + "semantics.run.KeyLocks",
          INTERNAL + "semantics.run.SyncLanes",
          // These wait for a group that another thread of this JVM writes, by that thread's deadline.
          INTERNAL + "semantics.run.KeyCommits",
          INTERNAL + "semantics.run.Group");

  private static final JavaClasses PROVIDER =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("/org/jdance/testing/") && !location.contains("/org/jdance/sharedance/"))
          .importPackages("org.jdance");

  @TestFactory
  Stream<DynamicTest> arrowsPointDownOnly() {
    return MAY_USE.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(arrow -> DynamicTest.dynamicTest(arrow.getKey(), () -> usesOnly(arrow.getKey(), arrow.getValue()).check(PROVIDER)));
  }

  private static ArchRule usesOnly(String from, List<String> to) {
    String[] allowed =
        Stream.concat(Stream.of(from), to.stream()).map(ArchitectureTest::withSubpackages).toArray(String[]::new);
    return classes()
        .that(resideInAPackage(withSubpackages(from)).and(not(partOf(ASSEMBLER, STORES, CONFIGURED_STORES))))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(allowed).or(not(resideInAPackage(INTERNAL + "."))).or(partOf(ASSEMBLER)))
        .allowEmptyShould(true);
  }

  @Test
  void everyInternalPackageHasItsArrows() {
    String[] known = MAY_USE.keySet().stream().map(ArchitectureTest::withSubpackages).toArray(String[]::new);
    check(classes().that().resideInAPackage(INTERNAL + ".").should().resideInAnyPackage(known));
  }

  @Test
  void onlyFacadeAndProviderUseTheAssembler() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(withSubpackages("jcache"))
            .and()
            .doNotHaveFullyQualifiedName(PROVIDER_TYPE)
            .should()
            .dependOnClassesThat(partOf(ASSEMBLER)));
  }

  @Test
  void internalPackagesHaveNoCycles() {
    check(slices().matching("org.jdance.internal.(**)").should().beFreeOfCycles());
  }

  @Test
  void publicTypesButTheProviderDoNotUseInternalOnes() {
    check(
        noClasses()
            .that()
            .resideInAPackage("org.jdance")
            .and()
            .doNotHaveFullyQualifiedName(PROVIDER_TYPE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(INTERNAL + "."));
  }

  @Test
  void decidingIsPure() {
    check(
        classes()
            .that()
            .resideInAPackage(withSubpackages("semantics.decide"))
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(
                        withSubpackages("semantics.decide"),
                        withSubpackages("entry"),
                        withSubpackages("base"),
                        "java.lang",
                        "java.lang.invoke", // lambdas
                        "java.lang.runtime", // methods of records
                        "java.util",
                        "java.util.function",
                        "java.time",
                        "javax.cache..",
                        "org.jspecify.annotations")
                    .and(not(named(INTERNAL + "entry.EntryStore", INTERNAL + "base.TimeSource", INTERNAL + "base.Deadline")))
                    .and(not(named("java.time.Clock", "java.lang.Thread", "java.lang.System")))
                    .and(not(named("javax.cache.Cache", "javax.cache.CacheManager", "javax.cache.Caching")))
                    .as("are values, and no store, clock, lock, thread or log")));
  }

  @Test
  void onlyTheAssemblerKnowsWhichStoreItIs() {
    check(
        classes()
            .that(assignableTo(INTERNAL + "entry.EntryStore"))
            .and()
            .areNotInterfaces()
            .should()
            .onlyHaveDependentClassesThat(
                partOf(ASSEMBLER, CONFIGURED_STORES)
                    .or(resideInAnyPackage(
                        withSubpackages("local"), withSubpackages("near"), withSubpackages("client"), withSubpackages("fleet")))));
  }

  @Test
  void onlyOneClassAsksTheSystemForTheTime() {
    check(
        noClasses()
            .that()
            .doNotHaveFullyQualifiedName(INTERNAL + "base.SystemTimeSource")
            .should()
            .accessTargetWhere(
                target("currentTimeMillis|nanoTime", named("java.lang.System"))
                    .or(target("now", resideInAPackage("java.time..")))
                    .or(target("system.*|tick.*", named("java.time.Clock")))
                    .or(withoutArguments("<init>", named("java.util.Date")))));
  }

  @Test
  void nothingWaitsWithoutADeadline() {
    check(
        noClasses()
            .that(not(partOf(MAY_WAIT_WITHOUT_DEADLINE.toArray(String[]::new))))
            .should()
            .accessTargetWhere(
                withoutArguments("wait", named("java.lang.Object"))
                    .or(withoutArguments("join", named("java.lang.Thread")))
                    .or(withoutArguments("get|join", assignableTo(Future.class)))
                    .or(withoutArguments("await", assignableTo(CountDownLatch.class)))
                    .or(withoutArguments("await", assignableTo(CyclicBarrier.class)))
                    .or(withoutArguments("await.*", assignableTo(Condition.class)))
                    .or(withoutArguments("acquire.*", assignableTo(Semaphore.class)))
                    .or(withoutArguments("take", assignableTo(BlockingQueue.class)))
                    .or(withoutArguments("park", named("java.util.concurrent.locks.LockSupport")))));
  }

  @Test
  void onlySerializationReadsObjectStreams() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(withSubpackages("serial"))
            .should()
            .dependOnClassesThat(assignableTo(java.io.ObjectInputStream.class).or(named("java.io.ObjectInputFilter"))));
  }

  @Test
  void caffeineIsADetailOfStores() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(withSubpackages("local"), withSubpackages("near"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.github.benmanes.caffeine.."));
  }

  @Test
  void logsGoThroughSlf4jOnly() {
    check(NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING);
    check(noClasses().should().accessTargetWhere(target("getLogger", named("java.lang.System"))));
  }

  @Test
  void nothingIsPrinted() {
    check(NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS);
  }

  @Test
  void internalTypesAreNotOpenToSubclassing() {
    check(
        classes()
            .that()
            .resideInAPackage(INTERNAL + ".")
            .and()
            .areNotAnonymousClasses()
            .should(beFinalSealedOrAbstract()));
  }

  @Test
  void everyPackageIsCheckedForNulls() {
    check(
        classes()
            .should(
                new ArchCondition<>("reside in a package with @NullMarked") {
                  @Override
                  public void check(JavaClass item, ConditionEvents events) {
                    boolean marked = item.getPackage().isAnnotatedWith(NullMarked.class);
                    events.add(new SimpleConditionEvent(item, marked, item.getPackageName() + " has no package-info with @NullMarked"));
                  }
                }));
  }

  private static ArchCondition<JavaClass> beFinalSealedOrAbstract() {
    return new ArchCondition<>("be final, sealed, abstract, an interface, a record or an enum") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        boolean closed =
            item.getModifiers().contains(JavaModifier.FINAL)
                || item.getModifiers().contains(JavaModifier.ABSTRACT)
                || item.isInterface()
                || item.isEnum()
                || item.reflect().isSealed();
        events.add(new SimpleConditionEvent(item, closed, item.getFullName() + " can be subclassed by anyone"));
      }
    };
  }

  /** Packages that are still empty do not fail a rule; it bites when classes arrive. */
  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(PROVIDER);
  }

  private static String withSubpackages(String internalPackage) {
    return INTERNAL + internalPackage + "..";
  }

  private static DescribedPredicate<JavaClass> named(String... names) {
    Set<String> set = Set.of(names);
    return DescribedPredicate.describe("named " + String.join(" or ", names), type -> set.contains(type.getFullName()));
  }

  /** The classes of that name and those inside them. */
  private static DescribedPredicate<JavaClass> partOf(String... names) {
    return belongTo(named(names));
  }

  /** A call of, or a reference to, a method or constructor. */
  private static DescribedPredicate<JavaAccess<?>> target(String nameRegex, DescribedPredicate<JavaClass> type) {
    return DescribedPredicate.describe(
        "the target is " + nameRegex + " of what is " + type.getDescription(),
        access -> access.getTarget().getName().matches(nameRegex) && type.test(access.getTargetOwner()));
  }

  /** The same, without arguments: of methods that wait, the form that waits for ever. */
  private static DescribedPredicate<JavaAccess<?>> withoutArguments(String nameRegex, DescribedPredicate<JavaClass> type) {
    return DescribedPredicate.describe(
        "the target is " + nameRegex + "() of what is " + type.getDescription(),
        access -> target(nameRegex, type).test(access) && access.getTarget().getFullName().endsWith("()"));
  }
}
