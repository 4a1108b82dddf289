package org.jdance.internal.config;

import static org.jdance.internal.config.Setup.assertContains;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.jdance.CacheConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each URI stands for and where it is looked up. */
class UriLocatorTest {

  private final Setup setup = new Setup();

  @TempDir
  Path dir;

  // jdance:default

  @Test
  void theDefaultIsTheFirstOfPropertyVariableResourceAndMemory() {
    assertEquals(none(), ttl("jdance:default"));
    setup.provider.with("jdance.properties", "jdance.ttl=3s");
    assertEquals(seconds(3), ttl("jdance:default"));
    setup.variables.put("JDANCE_URI", "jdance:memory?ttl=2s");
    assertEquals(seconds(2), ttl("jdance:default"));
    setup.system.setProperty("jdance.uri", "jdance:memory?ttl=1s");
    assertEquals(seconds(1), ttl("jdance:default"));
  }

  @Test
  void aBlankPropertyOrVariableCountsAsNotSet() {
    setup.system.setProperty("jdance.uri", " ");
    setup.variables.put("JDANCE_URI", "");
    assertEquals(none(), ttl("jdance:default"));
  }

  @Test
  void theDefaultTakesAQueryOfItsOwn() {
    setup.system.setProperty("jdance.uri", " jdance:memory?ttl=1s&timeout=1s ");
    assertEquals(seconds(2), ttl("jdance:default?ttl=2s"));
    assertEquals(Duration.ofSeconds(1), setup.resolve("JDANCE:default?ttl=2s").timeout());
    assertContains(setup.refusal("jdance:default?tll=1s"), "\"tll\" in the URI query of jdance:default.");
  }

  @Test
  void whetherTheDefaultHasAFileIsForTheDefaultLoaderToSayAndWhichForTheManagers() {
    setup.manager.with("jdance.properties", "jdance.ttl=1s");
    assertEquals(none(), ttl("jdance:default"));
    setup.provider.with("jdance.properties", "jdance.ttl=3s");
    assertEquals(seconds(1), ttl("jdance:default"));
  }

  @Test
  void theDefaultMayBeAnyUriOfTheTable() throws IOException {
    setup.system.setProperty("jdance.uri", "jdance:shop");
    setup.manager.with("jdance-shop.properties", "jdance.ttl=1s");
    assertEquals(seconds(1), ttl("jdance:default"));
    setup.system.setProperty("jdance.uri", write("a.properties", "jdance.ttl=2s").toUri().toString());
    assertEquals(seconds(2), ttl("jdance:default"));
    setup.system.setProperty("jdance.uri", "redis://:hunter2@h1/ns");
    assertContains(setup.resolve("jdance:default").describe(), "store=fleet (by redis://***@h1/ns (from the system property jdance.uri))",
        "node=h1:6379 (Redis at h1:6379, weight 1, with credentials)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdance:default", "jdance:default?ttl=1s", "JDANCE:default"})
  void theDefaultMustNotReferToItself(String uri) {
    setup.variables.put("JDANCE_URI", uri);
    assertContains(setup.refusal("jdance:default"), "(from the environment variable JDANCE_URI) refers to itself");
    setup.system.setProperty("jdance.uri", uri);
    assertContains(setup.refusal("jdance:default"), "(from the system property jdance.uri) refers to itself");
  }

  @Test
  void aMalformedDefaultIsNotRepeated() {
    setup.system.setProperty("jdance.uri", "redis://u:hunter2 x@h1");
    CacheConfigurationException refused =
        assertThrows(CacheConfigurationException.class, () -> setup.resolve("jdance:default"));
    assertContains(refused.getMessage(), "The value of the system property jdance.uri is not a URI: character ");
    assertTrue(!refused.getMessage().contains("hunter2"));
    assertNull(refused.getCause());
  }

  // jdance:NAME and jdance:memory

  @Test
  void aNameIsAClassPathResource() {
    setup.manager.with("jdance-shop.v2.properties", "jdance.ttl=1s");
    assertEquals(seconds(1), ttl("jdance:shop.v2"));
    assertEquals(seconds(2), ttl("jdance:shop%2Ev2?ttl=2s"));
    assertContains(setup.refusal("jdance:other"), "No class path resource \"jdance-other.properties\" was found for the URI jdance:other.",
        "the manager's class loader, then the context class loader, then the provider's class loader", "jdance:memory");
    assertContains(setup.refusal("jdance:Memory"), "Its name is written in lower case.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdance:?ttl=1s", "jdance:/memory", "jdance://memory", "jdance:a/b", "jdance:../x", "jdance:a%20b", "jdance:a@b",
      "jdance:ä"})
  void otherNamesAreRefused(String uri) {
    assertContains(setup.refusal(uri), "is not of the form jdance:memory, jdance:default or jdance:NAME");
  }

  // Class path

  @Test
  void theManagersLoaderIsAskedFirstThenTheContextsThenTheProviders() {
    setup.provider.with("a.properties", "jdance.ttl=3s");
    assertEquals(seconds(3), ttl("classpath:a.properties"));
    setup.context.with("a.properties", "jdance.ttl=2s");
    assertEquals(seconds(2), ttl("classpath:a.properties"));
    setup.manager.with("a.properties", "jdance.ttl=1s");
    assertEquals(seconds(1), ttl("classpath:a.properties"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"classpath:/conf/a.properties", "classpath:conf/a.properties", "classpath://conf/a.properties",
      "CLASSPATH:conf%2Fa.properties"})
  void leadingSlashesDoNotMatter(String uri) {
    setup.manager.with("conf/a.properties", "jdance.ttl=1s");
    assertEquals(seconds(1), ttl(uri));
  }

  @Test
  void oneLoaderIsAskedOnceAndNoContextLoaderIsNoMatter() {
    Environment environment = new Environment(setup.variables, setup.system, null, setup.manager);
    String message = assertThrows(CacheConfigurationException.class,
        () -> ConfigurationResolver.resolve(URI.create("classpath:a"), setup.manager, null, environment, setup.warnings::add)).getMessage();
    assertContains(message, "Asked: the manager's class loader (which is the provider's class loader too). ");
  }

  @Test
  void aLoaderThatFailsIsSaidToHaveFailed() {
    ClassLoader stopped = new ClassLoader(null) {
      @Override
      public URL getResource(String name) {
        throw new IllegalStateException("stopped");
      }
    };
    String message = assertThrows(CacheConfigurationException.class,
        () -> setup.resolve(URI.create("classpath:a"), stopped, null)).getMessage();
    assertContains(message, "The configuration classpath:a could not be looked up: a class loader failed with IllegalStateException.");
  }

  @Test
  void classPathUrisNeedAName() {
    assertContains(setup.refusal("classpath:/"), "names no class path resource");
  }

  @Test
  void aDirectoryOnTheClassPathIsRefused() throws IOException {
    Files.createDirectory(dir.resolve("conf"));
    Path jar = jar(dir.resolve("a.jar"), "conf/", "");
    for (Path root : new Path[] {dir, jar}) {
      try (URLClassLoader loader = new URLClassLoader(new URL[] {root.toUri().toURL()}, null)) {
        for (String uri : new String[] {"classpath:conf/", "classpath:conf"}) {
          String message = assertThrows(CacheConfigurationException.class,
              () -> setup.resolve(URI.create(uri), loader, null)).getMessage();
          assertContains(message, "The configuration " + uri + " is a directory.");
        }
      }
    }
  }

  // Files

  @Test
  void aFileIsReadAsUtf8WithOrWithoutAByteOrderMark() throws IOException {
    Path file = write("a b.properties", "\uFEFFjdance.cache.größe.ttl=1s\n");
    assertEquals(seconds(1), setup.resolve(file.toUri().toString()).forCache("größe").ttl());
    assertEquals(seconds(1), setup.resolve("file:" + dir + "/a%20b.properties").forCache("größe").ttl());
    assertEquals(seconds(1), setup.resolve("file://localhost" + dir + "/a%20b.properties").forCache("größe").ttl());
    assertEquals(seconds(2), ttl("file:" + dir + "/a%20b.properties?ttl=2s"));
  }

  @Test
  void aRelativeFileIsInTheWorkingDirectory() throws IOException {
    Path file = write("a.properties", "jdance.ttl=1s");
    Path relative = Path.of("").toAbsolutePath().relativize(file);
    assertEquals(seconds(1), ttl("file:" + relative));
    assertEquals(seconds(1), ttl(relative.toString()));
    assertContains(setup.refusal("file:no.properties"), "There is no file \"" + Path.of("no.properties").toAbsolutePath()
        + "\"", "jdance:memory");
  }

  @Test
  void aFileThatCannotBeReadSaysWhy() throws IOException {
    assertContains(setup.refusal("file:" + dir), "is a directory");
    assertContains(setup.refusal("file:/dev/null"), "is not a regular file");
    assertContains(setup.refusal("file://host/a.properties"), "names a host before the path");
    assertContains(setup.refusal("file://localhost"), "names no file");
    assertContains(setup.refusal("file:///no/such/file"), "There is no file \"/no/such/file\"");
    Path big = write("big.properties", "#".repeat(ResourceReader.MAX_FILE_BYTES + 1));
    assertContains(setup.refusal(big.toUri().toString()), "it is larger than 1048576 bytes");
    assertContains(setup.refusal(Files.write(dir.resolve("latin"), new byte[] {'a', '=', (byte) 0xe4}).toUri().toString()), "it is not"
        + " UTF-8 text");
    assertContains(setup.refusal(Files.write(dir.resolve("utf16"), "a=b".getBytes(StandardCharsets.UTF_16)).toUri().toString()), "it is"
        + " not UTF-8 text");
    assertContains(setup.refusal(write("bad", "\n\njdance.ttl=\\u00zz").toUri().toString()), "Line 3 of file:", "has a malformed"
        + " \\uXXXX escape");
  }

  @Test
  void anEmptyFileIsTheEmbeddedStore() throws IOException {
    assertEquals(StoreKind.MEMORY, setup.resolve(write("empty", "").toUri().toString()).kind());
  }

  // Without a scheme

  @Test
  void withoutASchemeTheClassPathComesBeforeTheFile() throws IOException {
    Path file = write("x.properties", "jdance.ttl=2s");
    assertEquals(seconds(2), ttl(file.toString()));
    assertEquals(seconds(3), ttl(file + "?ttl=3s"));
    setup.manager.with(file.toString().substring(1), "jdance.ttl=1s");
    assertEquals(seconds(1), ttl(file.toString()));
    setup.manager.with("jdance.properties", "jdance.ttl=4s");
    assertEquals(seconds(4), ttl("jdance.properties"));
    assertContains(setup.refusal("no.properties"), "The URI \"no.properties\" has no scheme, so it was looked for on the class path"
        + " (the manager's",
        "and then as the file \"" + Path.of("no.properties").toAbsolutePath() + "\", and is neither.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?ttl=1s", "//host/a"})
  void withoutASchemeAndANameNothingIsMeant(String uri) {
    assertContains(setup.refusal(uri), "has no scheme and names no file");
  }

  // Jars and other URLs

  @Test
  void aFileInAJarIsReadAndTheJarIsNotKeptOpen() throws IOException {
    Path file = jar(dir.resolve("a b.jar"), "conf/x.properties", "jdance.ttl=1s");
    String uri = "jar:" + file.toUri() + "!/conf/x.properties";
    assertEquals(seconds(1), ttl(uri));
    assertEquals(seconds(2), ttl(uri + "?ttl=2s"));
    jar(file, "conf/x.properties", "jdance.ttl=3s");
    assertEquals(seconds(3), ttl(uri));
    assertContains(setup.refusal("jar:" + file.toUri() + "!/no"), "could not be read: FileNotFoundException.");
    assertContains(setup.refusal("jar:" + file.toUri() + "!/"), "is a directory");
    assertContains(setup.refusal("jar:file:/no.jar!/a"), "could not be read: ");
    try (URLClassLoader loader = new URLClassLoader(new URL[] {file.toUri().toURL()}, null)) {
      assertEquals(seconds(3),
          setup.resolve(URI.create("classpath:conf/x.properties"), loader, null).forCache("a").ttl());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "jar:file:/a.jar, is not of the form jar:file:/path/app.jar!/jdance.properties.",
    "jar:http://u:hunter2@h/a.jar!/p, is inside a remote jar",
    "foo:bar?password=hunter2, this JVM has no URL handler for \"foo\". Known are",
    "foo://u:hunter2@h/x, The URI foo://***@h/x cannot be opened",
    "mailto:a, could not be read: ",
    "http://u:hunter2@h:x/y, cannot be opened"
  })
  void whatNoHandlerOpensIsRefused(String uri, String message) {
    CacheConfigurationException refused = assertThrows(CacheConfigurationException.class, () -> setup.resolve(uri, (Properties) null));
    assertContains(refused.getMessage(), message);
    assertTrue(!refused.getMessage().contains("hunter2"), refused::getMessage);
    assertNull(refused.getCause());
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdance:memory#x", "file:/a#b", "classpath:a#b", "a#b", "redis://h#x"})
  void aFragmentMeansNothing(String uri) {
    assertContains(setup.refusal(uri), "has a fragment");
  }

  // Hostile

  @ParameterizedTest
  @ValueSource(strings = {"classpath:a%00b", "file:/tmp/a%00b", "jdance:%00", "a%00b", "classpath:a%0Ab", "file:a%1Bb"})
  void aControlCharacterInANameIsRefused(String uri) {
    assertContains(setup.refusal(uri), "contains a control character");
  }

  @ParameterizedTest
  @ValueSource(strings = {"classpath:%FF", "file:/%C3", "jdance:%FF", "%FF"})
  void aNameThatIsNotUtf8IsRefused(String uri) {
    assertContains(setup.refusal(uri), "has percent-encoded bytes that are not UTF-8");
  }

  @Test
  void aVeryLongUriIsRefusedAndNotRepeated() {
    String message = setup.refusal("jdance:memory?cache." + "x".repeat(UriParts.MAX_CHARS) + ".ttl=1s");
    assertContains(message, "The URI jdance:memory is longer than 65536 characters.");
    assertTrue(setup.refusal("file:/" + "x".repeat(60_000)).length() < 1_000);
    assertTrue(setup.refusal("classpath:" + "x".repeat(60_000)).length() < 1_000);
    assertTrue(setup.refusal("x".repeat(60_000)).length() < 1_000);
    assertTrue(setup.refusal("jdance:memory?ttl=" + "x".repeat(60_000)).length() < 1_000);
    assertTrue(setup.refusal("redis://" + "h,".repeat(30_000)).length() < 1_000);
  }

  private Optional<Duration> ttl(String uri) {
    return setup.resolve(uri).forCache("any").ttl();
  }

  private static Optional<Duration> seconds(long seconds) {
    return Optional.of(Duration.ofSeconds(seconds));
  }

  private static Optional<Duration> none() {
    return Optional.empty();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text);
  }

  private static Path jar(Path file, String entry, String text) throws IOException {
    try (OutputStream out = Files.newOutputStream(file); JarOutputStream jar = new JarOutputStream(out)) {
      jar.putNextEntry(new JarEntry(entry));
      jar.write(text.getBytes(StandardCharsets.UTF_8));
      jar.closeEntry();
    }
    return file;
  }
}
