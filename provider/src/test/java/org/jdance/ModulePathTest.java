package org.jdance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.Cache;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** Runs small modular applications, each in a JVM of its own, with the provider on the module path. */
class ModulePathTest {

  private static final long DEADLINE_SECONDS = 120;

  /** Without the {@code uses} the JVM would leave the provider out: the API, an automatic module, declares none of its own. */
  private static final String API_ONLY_MODULE =
      """
      module app {
        requires cache.api;
        requires java.management;
        uses javax.cache.spi.CachingProvider;
      }
      """;

  /** Knows nothing of JDance; its value class is in a package that it opens to nobody. */
  private static final String API_ONLY_MAIN =
      """
      package app;

      import java.io.Serializable;
      import java.lang.management.ManagementFactory;
      import java.util.ArrayList;
      import java.util.List;
      import javax.cache.Cache;
      import javax.cache.CacheManager;
      import javax.cache.Caching;
      import javax.cache.configuration.MutableConfiguration;
      import javax.cache.spi.CachingProvider;
      import javax.management.MBeanServer;
      import javax.management.ObjectName;

      public final class Main {

        record Order(int number, List<String> lines) implements Serializable {}

        public static void main(String[] args) throws Exception {
          try (CachingProvider provider = Caching.getCachingProvider()) {
            System.out.println("provider in " + provider.getClass().getModule().getName());
            CacheManager manager = provider.getCacheManager();
            Cache<String, Order> cache =
                manager.createCache(
                    "orders",
                    new MutableConfiguration<String, Order>()
                        .setTypes(String.class, Order.class)
                        .setStatisticsEnabled(true)
                        .setManagementEnabled(true));
            List<String> lines = new ArrayList<>(List.of("bread"));
            cache.put("a", new Order(1, lines));
            lines.add("butter");
            System.out.println("got " + cache.get("a"));
            System.out.println("by entry processor " + cache.invoke("a", (entry, arguments) -> entry.getValue().number() + 1));
            MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
            for (ObjectName name : beans.queryNames(new ObjectName("javax.cache:type=CacheStatistics,*"), null)) {
              System.out.println("puts counted " + beans.getAttribute(name, "CachePuts"));
            }
          }
          System.out.println("closed");
        }
      }
      """;

  private static final String PUBLIC_TYPES_MODULE = "module app { requires org.jdance; }";

  private static final String PUBLIC_TYPES_MAIN =
      """
      package app;

      import javax.cache.Cache;
      import javax.cache.Caching;
      import javax.cache.configuration.MutableConfiguration;
      import javax.cache.spi.CachingProvider;
      import org.jdance.JDanceCache;

      public final class Main {

        public static void main(String[] args) {
          try (CachingProvider provider = Caching.getCachingProvider()) {
            Cache<Object, Object> cache = provider.getCacheManager().createCache("plain", new MutableConfiguration<>());
            cache.put(1, "one");
            System.out.println(cache.get(1) + " " + cache.unwrap(JDanceCache.class).guarantees().durable());
          }
        }
      }
      """;

  private static final String NEITHER_MODULE = "module app { requires cache.api; }";

  private static final String NEITHER_MAIN =
      """
      package app;

      import javax.cache.CacheException;
      import javax.cache.Caching;

      public final class Main {

        public static void main(String[] args) {
          try {
            System.out.println(Caching.getCachingProvider());
          } catch (CacheException e) {
            System.out.println("no provider");
          }
        }
      }
      """;

  @TempDir private Path directory;

  @Test
  void anApplicationThatRequiresOnlyTheApiFindsTheProvider() throws Exception {
    assertEquals(
        List.of(
            "provider in org.jdance",
            "got Order[number=1, lines=[bread]]",
            "by entry processor 2",
            "puts counted 1",
            "closed"),
        compileAndRun(API_ONLY_MODULE, API_ONLY_MAIN));
  }

  @Test
  void anApplicationMayRequireTheModuleForItsPublicTypes() throws Exception {
    assertEquals(List.of("one false"), compileAndRun(PUBLIC_TYPES_MODULE, PUBLIC_TYPES_MAIN));
  }

  /** Why README and Javadoc ask for one of the two. */
  @Test
  void anApplicationThatSaysNeitherHasNoProvider() throws Exception {
    assertEquals(List.of("no provider"), compileAndRun(NEITHER_MODULE, NEITHER_MAIN));
  }

  @Test
  void onlyThePublicPackageIsExported() throws Exception {
    assertEquals(
        Set.of("org.jdance"),
        descriptor().exports().stream().map(ModuleDescriptor.Exports::source).collect(Collectors.toSet()));
    assertTrue(descriptor().opens().isEmpty());
  }

  private static ModuleDescriptor descriptor() throws URISyntaxException {
    return ModuleFinder.of(locationOf(JDanceCache.class)).find("org.jdance").orElseThrow().descriptor();
  }

  private List<String> compileAndRun(String moduleInfo, String main) throws Exception {
    Path sources = Files.createDirectories(directory.resolve("source/app"));
    Path moduleInfoFile = Files.writeString(sources.getParent().resolve("module-info.java"), moduleInfo);
    Path mainFile = Files.writeString(sources.resolve("Main.java"), main);
    Path classes = directory.resolve("classes");
    run("javac", "--module-path", modulePath(), "-d", classes.toString(), moduleInfoFile.toString(), mainFile.toString());
    return run("java", "-Xmx128m", "--module-path", classes + File.pathSeparator + modulePath(), "--module", "app/app.Main");
  }

  /** The provider and the artifacts that come with it, each found by one of its classes. */
  private static String modulePath() throws URISyntaxException {
    List<String> path = new ArrayList<>();
    for (Class<?> type : List.of(JDanceCache.class, Cache.class, Caffeine.class, Logger.class, NullMarked.class)) {
      path.add(locationOf(type).toString());
    }
    return String.join(File.pathSeparator, path);
  }

  private static Path locationOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** Runs a program of this JDK to its end and answers the lines that it printed to standard output. */
  private List<String> run(String program, String... arguments) throws IOException, InterruptedException {
    Path output = directory.resolve(program + ".out");
    Path errors = directory.resolve(program + ".err");
    String executable = Path.of(System.getProperty("java.home"), "bin", program).toString();
    Process process =
        new ProcessBuilder(Stream.concat(Stream.of(executable), Stream.of(arguments)).toList())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    boolean ended = process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    String said = program + " printed\n" + Files.readString(output) + Files.readString(errors);
    assertTrue(ended, () -> "Not ended within " + DEADLINE_SECONDS + " s; " + said);
    assertEquals(0, process.exitValue(), said);
    return Files.readAllLines(output);
  }
}
