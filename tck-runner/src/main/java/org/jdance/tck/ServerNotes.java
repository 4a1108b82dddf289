package org.jdance.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What became of the servers of a topology, in a file beside the reports: written by the JVM that tests, read for the table. */
final class ServerNotes {

  /** Its name, in the directory of the topology's reports. */
  static final String FILE = "servers.txt";

  private static final String KILLED = "killed: ";
  private static final String LOST = "lost: ";
  private static final String RESTARTED = "restarted: ";

  private final Path file;
  private final List<String> lines;

  /** Notes that are still empty. */
  ServerNotes(Path file) {
    this(file, List.of());
  }

  private ServerNotes(Path file, List<String> lines) {
    this.file = file;
    this.lines = new CopyOnWriteArrayList<>(lines);
  }

  /** The notes that were written; none where there is no file. */
  static ServerNotes read(Path file) throws IOException {
    return new ServerNotes(file, Files.exists(file) ? Files.readAllLines(file) : List.of());
  }

  void write() throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, lines);
  }

  /** Notes a server that was killed as it should be. */
  void killed(String server) {
    lines.add(KILLED + server);
  }

  /** Notes a server that was killed and started again, as it should be. */
  void restarted(String server) {
    lines.add(RESTARTED + server);
  }

  /** Notes a server that ended although it should not. */
  void lost(String server) {
    lines.add(LOST + server);
  }

  List<String> killed() {
    return after(KILLED);
  }

  List<String> restarted() {
    return after(RESTARTED);
  }

  List<String> lost() {
    return after(LOST);
  }

  private List<String> after(String beginning) {
    return lines.stream().filter(line -> line.startsWith(beginning)).map(line -> line.substring(beginning.length())).toList();
  }
}
