package org.jdance.sharedance.server;

import static org.jdance.sharedance.server.Client.bytes;
import static org.jdance.sharedance.server.Client.text;
import static org.jdance.sharedance.server.Client.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program in a process of its own. */
@Timeout(60)
class MainTest {

  /** In units of 512 or 1024 bytes, as the shell has it; less than the value that is stored against it. */
  private static final int FILE_LIMIT = 32;

  @TempDir Path directory;
  private Process process;

  @AfterEach
  void stop() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--port 1042",
        "--directory",
        "--directory --port 1",
        "--directory d --port",
        "--directory d --port 65536",
        "--directory d --port -1",
        "--directory d --port http",
        "--directory d --directory e",
        "--directory d --expiration -1",
        "--directory d --expiration 9999999999",
        "--directory d --max-request 10",
        "--directory d --max-request 2147483647",
        "--directory d --timeout 0",
        "--directory d --max-connections 0",
        "--directory d --verbose",
        "--directory d --host=",
        "stray"
      })
  void wrongOptionsAreASentenceAndStatus2(String options) throws Exception {
    run(List.of(), List.of(options.split(" ")));
    assertTrue(process.waitFor(20, TimeUnit.SECONDS));
    String error = errors();
    assertEquals(2, process.exitValue(), error);
    assertTrue(error.contains("--") && !error.contains("Exception") && error.lines().count() == 1, error);
  }

  @Test
  void whatCannotBeStartedIsASentenceAndStatus1() throws Exception {
    for (List<String> options :
        List.of(
            List.of("--directory", directory.resolve("a").toString(), "--host", "no-such-host.invalid"),
            List.of("--directory", Files.createFile(directory.resolve("file")).toString()))) {
      run(List.of(), options);
      assertTrue(process.waitFor(20, TimeUnit.SECONDS));
      String error = errors();
      assertEquals(1, process.exitValue(), error);
      assertTrue(error.contains("--") && error.lines().count() == 1, error);
    }
  }

  @Test
  void helpNamesEveryOption() throws Exception {
    run(List.of(), List.of("--help"));
    String help = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(20, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue());
    for (String option : List.of("directory", "host", "port", "expiration", "max-request", "timeout", "max-connections", "help")) {
      assertTrue(help.contains("--" + option), option);
    }
  }

  @Test
  void itTellsItsPortServesAndKeepsEntriesThroughAKill() throws Exception {
    List<String> options = List.of("--port=0", "--directory", directory.resolve("entries").toString());
    Client client = serve(List.of(), options);
    assertEquals("OK\n", client.store("k", bytes("value")));
    process.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
    client = serve(List.of(), options);
    assertEquals("value", text(client.fetch("k")));
    process.destroy();
    assertTrue(process.waitFor(20, TimeUnit.SECONDS));
  }

  @Test
  void onAFullDiskNothingIsAnsweredAndTheFormerValueStays() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a shell that limits the size of files");
    Path entries = directory.resolve("entries");
    // A limit on the size of files makes a write fail after its first part, as a full disk does.
    List<String> limited = List.of("/bin/sh", "-c", "ulimit -f " + FILE_LIMIT + "; exec \"$@\"", "sh");
    Client client = serve(limited, List.of("--port", "0", "--directory", entries.toString()));
    assertEquals("OK\n", client.store("k", bytes("old")));
    assertEquals("", client.store("k", value(60_000)));
    assertEquals("", client.store("other", value(60_000)));
    assertArrayEquals(bytes("old"), client.fetch("k"));
    assertEquals("", text(client.fetch("other")));
    assertTrue(Files.notExists(entries.resolve(".k")));
    assertEquals("OK\n", client.store("k", value(1000)));
    assertTrue(errors().contains("Cannot store: "), this::errors);
  }

  private Client serve(List<String> prefix, List<String> options) throws IOException {
    run(prefix, options);
    BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
    String line = reader.readLine();
    assertTrue(line != null && line.startsWith("Listening on 127.0.0.1:"), () -> line + errors());
    int port = Integer.parseInt(line.substring(line.indexOf(':') + 1, line.indexOf(',')));
    return new Client(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  private void run(List<String> prefix, List<String> options) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:-UsePerfData", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(options);
    process = new ProcessBuilder(command).directory(directory.toFile()).redirectError(errorFile().toFile()).start();
  }

  private Path errorFile() {
    return directory.resolve("stderr");
  }

  private String errors() {
    try {
      return Files.readString(errorFile());
    } catch (IOException e) {
      return e.toString();
    }
  }
}
