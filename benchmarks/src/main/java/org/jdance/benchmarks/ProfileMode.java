package org.jdance.benchmarks;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** Runs one workload on one subject in this JVM, for a profiler to look at. */
final class ProfileMode {
  private static final Duration WINDOW = Duration.ofSeconds(1);
  private static final int MOST_SECONDS = 3_600;

  private ProfileMode() {}

  static void run(List<String> arguments, PrintStream out) throws InterruptedException {
    CommandLine line = new CommandLine(arguments, List.of());
    Subject subject = line.choice("profile-subject", line.text("profile-subject", ""), List.of(Subject.values()), Subject::label);
    Workload workload = line.choice("workload", line.text("workload", "get"), List.of(Workload.values()), Workload::label);
    ValueKind kind = line.choice("values", line.text("values", "string"), List.of(ValueKind.values()), ValueKind::label);
    int threads = line.number("threads", 1, 1, DataPlan.MOST_WORKERS);
    int seconds = line.number("seconds", 10, 1, MOST_SECONDS);
    DataPlan plan = DataPlan.of(line, threads);
    line.refuseUnknown();

    try (StartedServers servers = new StartedServers(subject);
        Bench bench = new Bench(subject, plan.create(kind), servers.fleet())) {
      if (subject.suite().hasServers()) {
        out.println("Servers: " + servers.fleet().servers());
      }
      for (int second = 1; second <= seconds; second++) {
        Sample sample = bench.measure(workload, threads, WINDOW);
        out.println(second + " s: " + Numbers.rate(sample.operationsPerSecond()) + " operations/s, " + Numbers.figure(sample.cpuNanosPerOperation())
            + " ns CPU and " + Numbers.bytes(sample.bytesPerOperation()) + " B per operation, " + Numbers.percent(sample.foreignShare())
            + " foreign CPU"
            + (subject.suite().hasServers() ? ", " + Numbers.figure(sample.serverCpuNanosPerOperation()) + " ns CPU of the servers, "
                + Numbers.bytes(sample.wireBytesPerOperation()) + " B to them" : ""));
      }
    }
  }
}
