package org.jdance.internal.config;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jdance.CacheConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No secret, in whatever place and with whatever mistake, reaches a message, a stack trace, a description or a warning. */
class SecretsTest {

  private static final String SECRET = "hunter2";

  private final Setup setup = new Setup();
  private final List<String> said = new ArrayList<>();
  private int refused;

  @TempDir
  Path dir;

  @Test
  void noSecretIsSaid() throws Exception {
    String file = Files.writeString(dir.resolve("secret"), SECRET).toString();
    setup.variables.put("SECRET", SECRET);
    List<String> keys = List.of("password", "tls.key", "nodes", "cache.a.password", "pasword", "cache.a.pasword", "uri", "cache.password");
    List<String> values = List.of(
        SECRET, "redis://:" + SECRET + "@h", SECRET + "\0", "${" + SECRET + "}", "${env:SECRET", "${env:SECRET}", "${file:" + file
            + "}", SECRET + ",,");
    for (String key : keys) {
      for (String value : values) {
        everywhere(key, value);
      }
    }
    // What a placeholder of an open key stands for may be meant to be secret.
    for (ConfigurationKey<?> key : ConfigurationKeys.ALL) {
      for (String value : List.of("${env:SECRET}", "${file:" + file + "}", "x${env:SECRET}")) {
        everywhere(key.name(), value);
        everywhere("cache.a." + key.name(), value);
      }
    }
    for (String uri : List.of(
        "redis://u:hunter2@h", "redis://u:hunter2", "redis://u:a/hunter2@h", "redis://u:a?hunter2@h", "redis://u:a@hunter2@h",
        "redis://u:hunter2@h#x",
        "redis:u:hunter2@h", "http://u:hunter2@h:x/a", "http://u:hunter2@127.0.0.1:1/a", "jar:http://u:hunter2@h/a.jar!/b",
        "ftp:u:hunter2@h",
        "foo://u:hunter2@h/a?password=hunter2", "file://u:hunter2@h/a", "//u:hunter2@h/a", "jdance:memory?password=hunter2",
        "jdance:memory?password:hunter2", "jdance:memory?pasword=hunter2&pasword=hunter2", "jdance:memory?password=%FFhunter2",
        "jdance:memory?=hunter2", "jdance:no?password=hunter2", "classpath:no?password=hunter2", "file:/no?password=hunter2")) {
      attempt(uri, null);
      setup.system.setProperty("jdance.uri", uri);
      attempt("jdance:default", null);
      setup.system.setProperty("jdance.uri", uri + " ^");
      attempt("jdance:default", null);
      setup.system.clear();
    }
    assertTrue(refused > 300, () -> "only " + refused + " were refused");
    said.addAll(setup.warnings);
    for (String text : said) {
      assertFalse(text.contains(SECRET), text);
    }
  }

  /** The key and value in each source. */
  private void everywhere(String key, String value) throws Exception {
    attempt("jdance:memory", Setup.properties("jdance." + key, value));
    setup.system.setProperty("jdance." + key, value);
    attempt("jdance:memory", null);
    setup.system.clear();
    for (String first : List.of("", "jdance.nodes=redis://:" + SECRET + "@h1")) {
      setup.file(first, "jdance." + key + "=" + value.replace("\0", "\\u0000"));
      attempt("classpath:test.properties", null);
    }
    String encoded = value.replace("$", "%24").replace("{", "%7B").replace("}", "%7D").replace("\0", "%00");
    attempt("jdance:memory?" + key + "=" + encoded, null);
  }

  private void attempt(String uri, Properties given) {
    try {
      URI parsed = URI.create(uri);
      said.add(SafeText.uri(parsed));
      ManagerSettings settings = setup.resolve(parsed, setup.manager, given);
      said.add(settings.describe());
      said.add(settings.toString());
      said.add(settings.maskedUri());
      said.addAll(settings.differencesFrom(Setup.properties("jdance.password", SECRET, "jdance.x", SECRET, "x", SECRET)));
    } catch (CacheConfigurationException e) {
      refused++;
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      said.add(trace.toString());
    } catch (IllegalArgumentException e) {
      // Not a URI to begin with: the caller could not have made one.
    }
  }
}
