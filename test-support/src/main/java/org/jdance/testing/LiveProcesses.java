package org.jdance.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The processes that this JVM started and has not ended, so that they end with it at the latest. */
final class LiveProcesses {

  private static final Map<Process, Path> LIVE = new ConcurrentHashMap<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(LiveProcesses::endAll, "jdance-test-processes"));
  }

  private LiveProcesses() {}

  static void add(Process process, Path directory) {
    LIVE.put(process, directory);
  }

  /** Kills exactly this process and waits until it is gone. */
  static void end(Process process) {
    process.destroyForcibly();
    try {
      if (!process.waitFor(Wait.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("Process " + process.pid() + " does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    LIVE.remove(process);
  }

  /** Deletes the directory and what is in it, as far as possible: what stays is in the system's temporary directory. */
  static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.err.println("Not deleted: " + directory + ": " + e);
    }
  }

  private static void endAll() {
    LIVE.forEach((process, directory) -> {
      end(process);
      delete(directory);
    });
  }
}
