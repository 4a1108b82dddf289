package org.jdance.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.opentest4j.TestAbortedException;

/** The program of a server, which may not be installed here. */
public final class Binary {

  /** Set to true, as an environment variable or a system property, it makes a missing program a failure. */
  static final String REQUIRED = "JDANCE_REQUIRE_SERVERS";

  /** What a line about something that did not run begins with; scripts count these lines. */
  public static final String SKIPPED = "SKIPPED: ";

  private static final List<String> SKIPS = new CopyOnWriteArrayList<>();

  private final String name;
  private final Optional<Path> path;

  Binary(String name) {
    this.name = name;
    this.path = find(name);
  }

  boolean isInstalled() {
    return path.isPresent();
  }

  /**
   * The program's file.
   *
   * @throws TestAbortedException if it is not installed, after a line on standard output has said so
   * @throws AssertionError if it is not installed although {@link #REQUIRED}
   */
  Path path() {
    return path.orElseThrow(() -> {
      String sentence = name + " is not installed, so this did not run: " + caller();
      if (isRequired()) {
        throw new AssertionError(sentence + "; " + REQUIRED + " is true, so that is a failure");
      }
      SKIPS.add(sentence);
      System.out.println(SKIPPED + sentence);
      return new TestAbortedException(sentence);
    });
  }

  /** What did not run in this JVM since a program is missing, one sentence each. */
  static List<String> skips() {
    return List.copyOf(SKIPS);
  }

  /** Whether a missing program is a failure here. */
  public static boolean isRequired() {
    return Boolean.parseBoolean(System.getenv(REQUIRED)) || Boolean.getBoolean(REQUIRED);
  }

  private static Optional<Path> find(String name) {
    String directories = Optional.ofNullable(System.getenv("PATH")).orElse("");
    for (String directory : directories.split(File.pathSeparator, -1)) {
      Path file = Path.of(directory, name);
      if (!directory.isEmpty() && Files.isExecutable(file) && !Files.isDirectory(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  private static String caller() {
    return StackWalker.getInstance()
        .walk(frames -> frames
            .filter(frame -> !isOwn(frame.getClassName()))
            .findFirst()
            .map(frame -> frame.getClassName() + "." + frame.getMethodName())
            .orElse("unknown"));
  }

  private static boolean isOwn(String type) {
    return type.startsWith("java.")
        || List.of(Binary.class, ServerProcess.class, RedisProcess.class, MemcachedProcess.class).stream()
            .anyMatch(own -> type.equals(own.getName()));
  }
}
