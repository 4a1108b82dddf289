package org.jdance.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * A subject's own JVM. It reads commands from standard input, one a line, and answers each with a line on standard output. It ends when its input
 * ends, at once and whatever it is doing, so that no child outlives its parent.
 */
final class ChildMain {
  /** First word of a command: run a workload. Workload, workers and milliseconds follow. */
  static final String RUN = "run";
  /** First word of an answer: open and filled. */
  static final String READY = "ready";
  /** First word of an answer: a measured window follows. */
  static final String SAMPLE = "sample";
  /** First word of an answer: it failed, and why. */
  static final String ERROR = "error";

  /** The parent sends a command only after the answer to the one before. */
  private static final int MOST_WAITING = 2;

  private ChildMain() {}

  /** Serves the parent until it goes away. */
  static void serve(List<String> arguments) throws InterruptedException {
    CommandLine line = new CommandLine(arguments, List.of());
    Subject subject = line.choice("child", line.text("child", ""), List.of(Subject.values()), Subject::label);
    ValueKind kind = line.choice("values", line.text("values", ""), List.of(ValueKind.values()), ValueKind::label);
    DataPlan plan = DataPlan.of(line, line.number("workers", 1, 1, DataPlan.MOST_WORKERS));
    ServerFleet fleet = ServerFleet.parse(subject.suite(), line.text("servers", ""));
    line.refuseUnknown();

    PrintStream answers = System.out;
    // What libraries print must not look like an answer.
    System.setOut(System.err);
    BlockingQueue<String> commands = new ArrayBlockingQueue<>(MOST_WAITING);
    Thread reader = new Thread(() -> readUntilParentIsGone(commands), "commands");
    reader.setDaemon(true);
    reader.start();

    try (Bench bench = new Bench(subject, plan.create(kind), fleet)) {
      answer(answers, READY);
      while (true) {
        answer(answers, SAMPLE + " " + run(bench, commands.take()).toLine());
      }
    } catch (MissingSubjectException e) {
      answer(answers, ERROR + " " + oneLine(e));
    } catch (RuntimeException | Error e) {
      answer(answers, ERROR + " " + oneLine(e));
      e.printStackTrace();
    }
  }

  /** Tells answers from what a JVM itself prints to standard output, such as its warnings. */
  static boolean isAnswer(String line) {
    return line.equals(READY) || line.startsWith(SAMPLE + " ") || line.startsWith(ERROR + " ");
  }

  private static Sample run(Bench bench, String command) throws InterruptedException {
    List<String> words = List.of(command.split(" ", -1));
    if (words.size() != 4 || !words.get(0).equals(RUN)) {
      throw new IllegalArgumentException("Not a command: " + command);
    }
    return bench.measure(Workload.valueOf(words.get(1)), Integer.parseInt(words.get(2)), Duration.ofMillis(Long.parseLong(words.get(3))));
  }

  private static void readUntilParentIsGone(BlockingQueue<String> commands) {
    try (BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        commands.put(line);
      }
    } catch (IOException | InterruptedException e) {
      System.err.println("The parent cannot be heard any more: " + e);
    }
    // Not exit: shutdown hooks of a cache that hangs would keep this JVM alive.
    Runtime.getRuntime().halt(0);
  }

  private static void answer(PrintStream answers, String line) {
    answers.println(line);
    answers.flush();
  }

  private static String oneLine(Throwable failure) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return message.replace('\n', ' ').replace('\r', ' ');
  }
}
