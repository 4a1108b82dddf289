package org.jdance.samples.failover;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the program prints. The lines that differ from run to run begin with {@code ~}. */
final class Report {

  private final PrintStream out;
  private final long begun = System.nanoTime();

  Report(PrintStream out) {
    this.out = out;
  }

  void setting(Options options, List<LocalServer> servers) {
    String ports = String.join(", ", servers.stream().map(server -> Integer.toString(server.port())).toList());
    out.printf(Locale.ROOT, "~ servers            %d x %s, ports %s%n", servers.size(), options.servers().scheme(), ports);
    out.printf(Locale.ROOT, "  sessions           %,d, two copies of each, %d threads%n", options.entries(), options.threads());
    out.println();
  }

  /** One line of what is going on. */
  void live(String what) {
    double seconds = (System.nanoTime() - begun) / (double) TimeUnit.SECONDS.toNanos(1);
    out.printf(Locale.ROOT, "~ %5.1f s            %s%n", seconds, what);
  }

  void progress(Tally tally) {
    live(
        String.format(
            Locale.ROOT, "%,8d operations, %d errors, slowest %,.1f ms",
            tally.operations(), tally.errors(), millis(Math.max(tally.slowestBeforeNanos(), tally.slowestAfterNanos()))));
  }

  void summary(Tally tally) {
    out.println();
    out.printf(Locale.ROOT, "  operations         %,8d%n", tally.operations());
    out.printf(Locale.ROOT, "  errors             %,8d%n", tally.errors());
    out.printf(Locale.ROOT, "  stale reads        %,8d%n", tally.staleReads());
    out.printf(Locale.ROOT, "  lost entries       %,8d%n", tally.lostEntries());
    out.printf(Locale.ROOT, "~ slowest call       %,8.1f ms before the kill, %,.1f ms from the kill on%n",
        millis(tally.slowestBeforeNanos()), millis(tally.slowestAfterNanos()));
    RuntimeException error = tally.firstError();
    if (error != null) {
      out.println("~ first error        " + error);
    }
  }

  void whereabouts(List<LocalServer> servers, Whereabouts atTheKill, Whereabouts atTheEnd) {
    out.println();
    out.println("  entries on             at the kill    at the end");
    for (int i = 0; i < servers.size(); i++) {
      out.printf(Locale.ROOT, "~ server %d, %-9d %,15d %13s%n",
          i + 1, servers.get(i).port(), atTheKill.at(i), count(atTheEnd.at(i)));
    }
  }

  private static String count(@Nullable Long entries) {
    return entries == null ? "killed" : String.format(Locale.ROOT, "%,d", entries);
  }

  private static double millis(long nanos) {
    return nanos / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }
}
