package org.jdance.samples.sessions;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdance.testing.ChildJvm;
import org.jdance.testing.RedisProcess;

/**
 * Users of an application in two processes: their requests go to each process in turn, some two at once, and in the middle one of the three cache
 * servers is killed.
 */
public final class Demonstration {

  private static final int THREADS = 4;

  private Demonstration() {}

  public static void main(String[] arguments) throws Exception {
    if (!RedisProcess.isInstalled()) {
      System.err.println("sessions: redis-server is not installed; scripts/install-servers.sh installs it");
      System.exit(1);
    }
    run(new PrintStream(System.out, true, StandardCharsets.UTF_8), 40, 20, System.getProperty("java.class.path"));
  }

  /** Runs so many users with so many rounds of requests each. */
  static Tally run(PrintStream out, int users, int rounds, String classPath) throws Exception {
    Tally tally = new Tally();
    try (RedisProcess first = RedisProcess.start(); RedisProcess second = RedisProcess.start(); RedisProcess third = RedisProcess.start()) {
      String nodes = Stream.of(first, second, third).map(server -> "redis://" + server.host() + ":" + server.port()).collect(Collectors.joining(","));
      try (ChildJvm one = application(classPath, nodes); ChildJvm other = application(classPath, nodes)) {
        List<Integer> ports = List.of(Integer.valueOf(one.line()), Integer.valueOf(other.line()));
        out.println("~ servers              3 x redis");
        out.println("~ application          2 processes, ports " + ports.get(0) + ", " + ports.get(1));
        out.println("  users                " + users + ", " + rounds + " rounds of 4 requests each");
        List<User> all = IntStream.range(0, users).mapToObj(i -> new User("user-" + i, ports, tally)).toList();
        onThreads(all, User::login);
        for (int round = 0; round < rounds; round++) {
          if (round == rounds / 2) {
            second.kill();
            out.println("~ server 2 is killed   in the middle of " + tally.requests() + " requests");
          }
          int current = round;
          onThreads(all, user -> user.visit(current));
        }
        onThreads(all, user -> user.check(rounds));
        out.println(tally);
      }
    }
    return tally;
  }

  private static ChildJvm application(String classPath, String nodes) {
    return ChildJvm.startOn(classPath, List.of("-Djdance.nodes=" + nodes), ShopApplication.class.getName());
  }

  /** What one user does. */
  private interface Action {
    void by(User user) throws Exception;
  }

  private static void onThreads(List<User> users, Action action) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Void>> running = users.stream().map(user -> pool.submit(() -> {
        action.by(user);
        return (Void) null;
      })).toList();
      for (Future<Void> each : running) {
        each.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
