package org.jdance.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line: a run over all subjects, one subject for a profiler, or (started by a run) one subject's own JVM. */
public final class Main {
  private static final String COMMAND = "java -jar benchmarks/target/jdance-benchmarks.jar";

  private Main() {}

  /**
   * Runs and ends the JVM: 0 when all was measured, 1 when a subject failed, 2 when the command line is wrong.
   *
   * @param arguments see benchmarks/README.md
   */
  public static void main(String[] arguments) throws Exception {
    System.exit(execute(List.of(arguments)));
  }

  static int execute(List<String> arguments) throws IOException, InterruptedException {
    try {
      if (hasOption(arguments, "child")) {
        ChildMain.serve(arguments);
        return 1;
      }
      if (hasOption(arguments, "profile-subject")) {
        ProfileMode.run(arguments, System.out);
        return 0;
      }
      return measure(RunOptions.parse(arguments), arguments);
    } catch (UsageException | MissingSubjectException e) {
      System.err.println(e.getMessage());
      return 2;
    }
  }

  private static int measure(RunOptions options, List<String> arguments) throws IOException, InterruptedException {
    Path out = options.out();
    Path windows = options.windows();
    Results results = new Run(options, System.err::println).measureAll();
    if (windows != null) {
      write(windows, WindowsFile.write(options, results));
    }
    String report = Report.write(options, results, command(arguments), Environment.describe(options));
    if (out == null) {
      System.out.println(report);
    } else {
      write(out, report);
    }
    return results.hasFailures() ? 1 : 0;
  }

  private static void write(Path file, String text) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    Files.writeString(file, text);
    System.err.println("Written: " + file);
  }

  private static boolean hasOption(List<String> arguments, String name) {
    return arguments.stream().anyMatch(argument -> argument.equals("--" + name) || argument.startsWith("--" + name + "="));
  }

  private static String command(List<String> arguments) {
    List<String> words = new ArrayList<>(List.of(COMMAND));
    arguments.forEach(argument -> words.add(argument.contains(" ") ? "'" + argument + "'" : argument));
    return String.join(" ", words);
  }
}
