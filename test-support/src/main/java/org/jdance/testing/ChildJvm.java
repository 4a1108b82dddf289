package org.jdance.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A program in a JVM of its own that is talked to by lines: what it reads from its standard input, and what it writes to its standard output.
 * Nothing of it survives {@link #close} or the end of this JVM.
 */
public final class ChildJvm implements AutoCloseable {

  /** How long a line, or the end, may take: a framework's start on a machine that is busy with something else. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** What stands for the end of the output among its lines. */
  private static final String END = "\u0000end";

  private final Path directory;
  private final Process process;
  private final Writer input;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private ChildJvm(Path directory, Process process) {
    this.directory = directory;
    this.process = process;
    this.input = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** Starts a program of this JVM's own class path. */
  public static ChildJvm start(List<String> jvmArguments, String mainClass, String... arguments) {
    return startOn(System.getProperty("java.class.path"), jvmArguments, mainClass, arguments);
  }

  /** Starts a program of another class path. */
  public static ChildJvm startOn(String classPath, List<String> jvmArguments, String mainClass, String... arguments) {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8"));
    command.addAll(jvmArguments);
    command.addAll(List.of("-classpath", classPath, mainClass));
    command.addAll(List.of(arguments));
    try {
      Path directory = Files.createTempDirectory("jdance-jvm-");
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(directory.resolve("err.txt").toFile());
      builder.environment().keySet().removeAll(List.of("JDANCE_URI", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH"));
      Process process = builder.start();
      LiveProcesses.add(process, directory);
      ChildJvm child = new ChildJvm(directory, process);
      Thread reader = new Thread(child::read, "jdance-child-" + process.pid());
      reader.setDaemon(true);
      reader.start();
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next line that it writes; {@link AssertionError}, with what it wrote to its standard error, if none comes. */
  public String line() {
    try {
      String line = lines.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (line == null || line.equals(END)) {
        throw new AssertionError("the program " + (line == null ? "does not answer" : "has ended") + "; its errors:\n" + errors());
      }
      return line;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a program", e);
    }
  }

  /** Lets it read a line and answers the next one that it writes. */
  public String ask(String question) {
    tell(question);
    return line();
  }

  /** Lets it read a line. */
  public void tell(String question) {
    try {
      input.write(question + "\n");
      input.flush();
    } catch (IOException e) {
      throw new AssertionError("the program reads no more; its errors:\n" + errors(), e);
    }
  }

  /** Waits for its end, which must come by itself, and answers what it still wrote. */
  public List<String> finish() {
    List<String> rest = new ArrayList<>();
    try {
      input.close();
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("the program does not end; its errors:\n" + errors());
      }
      for (String line = lines.take(); !line.equals(END); line = lines.take()) {
        rest.add(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a program", e);
    }
    return rest;
  }

  /** The code that it ended with, after {@link #finish}. */
  public int exitCode() {
    return process.exitValue();
  }

  /** What it has written to its standard error so far. */
  public String errors() {
    try {
      return Files.readString(directory.resolve("err.txt"), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it at once and deletes what it left. */
  @Override
  public void close() {
    LiveProcesses.end(process);
    LiveProcesses.delete(directory);
  }

  private void read() {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      // The program was ended: there is nothing more to read.
    } finally {
      lines.add(END);
    }
  }
}
