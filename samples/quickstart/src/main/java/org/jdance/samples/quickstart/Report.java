package org.jdance.samples.quickstart;

import java.io.PrintStream;
import java.util.Locale;

/**
 * What the program prints.
 *
 * <p>The lines that differ from run to run, such as times, begin with {@code ~}; without them the output is the same on every provider.
 */
final class Report {

  private final PrintStream out;

  Report(PrintStream out) {
    this.out = out;
  }

  void heading(String heading) {
    out.println();
    out.println(heading);
  }

  void line(String label, String value) {
    out.printf(Locale.ROOT, "  %-18s %s%n", label, value);
  }

  void line(String label, long value) {
    line(label, String.format(Locale.ROOT, "%,6d", value));
  }

  void varying(String label, String value) {
    out.printf(Locale.ROOT, "~ %-18s %s%n", label, value);
  }
}
