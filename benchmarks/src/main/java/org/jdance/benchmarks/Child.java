package org.jdance.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** The parent's side of a subject's JVM. Everything it waits for has a limit. */
final class Child implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
  private static final Duration END_LIMIT = Duration.ofSeconds(5);
  /** A child answers each command once; the rest is room for its end. */
  private static final int MOST_WAITING = 4;
  private static final String GONE = ChildMain.ERROR + " its JVM ended, see what it wrote above";

  private final Subject subject;
  private final StartedServers servers;
  private final Process process;
  private final Writer commands;
  private final BlockingQueue<String> answers = new ArrayBlockingQueue<>(MOST_WAITING);

  /**
   * Starts the subject's JVM and waits until the subject is open and filled.
   *
   * @throws SubjectFailedException if that does not come to pass
   */
  Child(Subject subject, ValueKind kind, DataPlan data, List<String> jvmArguments) throws InterruptedException {
    this.subject = subject;
    servers = new StartedServers(subject);
    try {
      process = new ProcessBuilder(command(subject, kind, data, servers.fleet(), jvmArguments, System.getProperty("java.class.path")))
          .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      servers.close();
      throw new UncheckedIOException("The JVM of " + subject.label() + " cannot be started.", e);
    }
    commands = process.outputWriter(StandardCharsets.UTF_8);
    Thread reader = new Thread(this::readAnswers, "answers of " + subject.label());
    reader.setDaemon(true);
    reader.start();
    try {
      await(ChildMain.READY, START_LIMIT);
    } catch (SubjectFailedException e) {
      close();
      throw e;
    }
  }

  static List<String> command(Subject subject, ValueKind kind, DataPlan data, ServerFleet fleet, List<String> jvmArguments, String classPath) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmArguments);
    command.addAll(List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", classPath, Main.class.getName()));
    command.addAll(List.of("--child=" + subject.label(), "--values=" + kind.label()));
    if (!fleet.servers().isEmpty()) {
      command.add("--servers=" + fleet.toText());
    }
    command.addAll(data.toArguments());
    return command;
  }

  /**
   * Lets the subject do a workload.
   *
   * @throws SubjectFailedException if the subject does not do it, or not in time
   */
  Sample run(Workload workload, int workers, Duration duration) throws InterruptedException {
    try {
      commands.write(ChildMain.RUN + " " + workload + " " + workers + " " + duration.toMillis() + "\n");
      commands.flush();
    } catch (IOException e) {
      throw new SubjectFailedException(subject.label() + ": its JVM takes no commands any more: " + e.getMessage(), e);
    }
    return Sample.parse(await(ChildMain.SAMPLE, duration.plus(ANSWER_LIMIT)));
  }

  private String await(String expected, Duration limit) throws InterruptedException {
    String answer = answers.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
    if (answer == null) {
      throw new SubjectFailedException(subject.label() + ": no answer within " + limit.toSeconds() + " s", null);
    }
    if (!answer.startsWith(expected)) {
      throw new SubjectFailedException(subject.label() + ": " + answer.substring(answer.indexOf(' ') + 1), null);
    }
    return answer.substring(expected.length()).trim();
  }

  private void readAnswers() {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (ChildMain.isAnswer(line)) {
          answers.put(line);
        } else {
          System.err.println(line);
        }
      }
      answers.put(GONE);
    } catch (IOException | InterruptedException e) {
      // The one who waits for an answer runs into its limit.
      System.err.println("The JVM of " + subject.label() + " cannot be heard any more: " + e);
    }
  }

  /** Ends the JVM, by the end of its input, else by force, then its servers. */
  @Override
  public void close() {
    endProcess();
    servers.close();
  }

  private void endProcess() {
    try {
      commands.close();
    } catch (IOException e) {
      // A JVM that has ended already has no input to close.
      process.destroy();
    }
    try {
      if (!process.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
