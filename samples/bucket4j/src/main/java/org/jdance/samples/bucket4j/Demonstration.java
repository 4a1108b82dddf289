package org.jdance.samples.bucket4j;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jdance.testing.ChildJvm;
import org.jdance.testing.RedisProcess;

/** Four processes with four threads each ask for more than the limit that they share allows. */
public final class Demonstration {

  private static final int PROCESSES = 4;
  private static final int THREADS = 4;

  private Demonstration() {}

  public static void main(String[] arguments) {
    if (!RedisProcess.isInstalled()) {
      System.err.println("bucket4j: redis-server is not installed; scripts/install-servers.sh installs it");
      System.exit(1);
    }
    try (RedisProcess first = RedisProcess.start(); RedisProcess second = RedisProcess.start()) {
      String uri = "redis://127.0.0.1:" + first.port() + ",127.0.0.1:" + second.port() + "/shop";
      run(new PrintStream(System.out, true, StandardCharsets.UTF_8), uri, 1_000, 100, System.getProperty("java.class.path"));
    }
  }

  /** Runs and answers how many were let through. */
  static long run(PrintStream out, String uri, int tokens, int questions, String classPath) {
    List<ChildJvm> gates = new ArrayList<>();
    try {
      for (int i = 0; i < PROCESSES; i++) {
        gates.add(ChildJvm.startOn(
            classPath, List.of("-Djdance.uri=" + uri), Gate.class.getName(), "" + tokens, "" + THREADS, "" + questions));
      }
      gates.forEach(ChildJvm::line);
      gates.forEach(gate -> gate.tell("go"));
      long through = gates.stream().mapToLong(gate -> Long.parseLong(gate.line())).sum();
      out.println("  asked by             " + PROCESSES + " processes with " + THREADS + " threads each");
      out.println("  asked for            " + PROCESSES * THREADS * questions);
      out.println("  limit                " + tokens);
      out.println("  let through          " + through);
      out.println("  beyond the limit     " + Math.max(0, through - tokens));
      return through;
    } finally {
      gates.forEach(ChildJvm::close);
    }
  }
}
