package org.jdance.fleet;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An {@link Application}, seen from the test. */
final class ApplicationProcess implements AutoCloseable {

  private static final int END_SECONDS = 10;

  private final String name;
  private final Process process;
  private final BufferedReader out;
  private final BufferedWriter in;

  private ApplicationProcess(String name) {
    this.name = name;
    try {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  // Starts fast, stays small, and has no threads that compete with what is tested.
                  "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m",
                  "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                  "-cp", System.getProperty("java.class.path"), Application.class.getName(), name)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out = process.inputReader(StandardCharsets.UTF_8);
    in = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** So many of them. */
  static List<ApplicationProcess> start(int count) {
    List<ApplicationProcess> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(new ApplicationProcess("jvm" + i));
    }
    return all;
  }

  /** Has all of them do the same at once, and something else done meanwhile; what all of them say. */
  static Tally run(List<ApplicationProcess> all, String uri, String task, int threads, int amount, Runnable meanwhile) {
    return run(all, all.stream().map(application -> uri).toList(), task, threads, amount, meanwhile);
  }

  /** The same, each with a URI of its own. */
  static Tally run(List<ApplicationProcess> all, List<String> uris, String task, int threads, int amount, Runnable meanwhile) {
    for (int i = 0; i < all.size(); i++) {
      all.get(i).say(uris.get(i) + " " + task + " " + threads + " " + amount);
    }
    all.forEach(application -> application.linesUntil(Application.READY));
    all.forEach(application -> application.say("go"));
    meanwhile.run();
    if (Application.isEndless(task)) {
      all.forEach(application -> application.say("stop"));
    }
    Tally tally = new Tally();
    all.forEach(application -> tally.add(application.linesUntil(Application.DONE)));
    return tally;
  }

  /** Ends it by the end of its input. */
  @Override
  public void close() {
    try {
      in.close();
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(name + " does not end although its caches are closed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }

  private void say(String line) {
    try {
      in.write(line);
      in.newLine();
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " has ended", e);
    }
  }

  private List<String> linesUntil(String end) {
    List<String> lines = new ArrayList<>();
    try {
      for (String line = out.readLine(); !end.equals(line); line = out.readLine()) {
        if (line == null) {
          throw new AssertionError(name + " has ended; it said " + lines);
        }
        lines.add(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }
}
