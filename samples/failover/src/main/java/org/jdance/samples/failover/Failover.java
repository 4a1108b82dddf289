package org.jdance.samples.failover;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.jdance.NodeState;

/**
 * Starts three cache servers, keeps sessions on them with two copies each, and kills one of them while it writes: {@code failover [--servers
 * redis|memcached|sharedance] [--entries N] [--threads N]}.
 *
 * <p>Exit codes: 0 when there was no error, no stale read and no lost entry; 1 when there was, or the servers do not start; 2 for wrong options.
 */
public final class Failover {

  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int BAD_OPTIONS = 2;

  private static final int SERVERS = 3;
  private static final int VICTIM = 1;
  private static final int MAX_FIRST_CALLS = 5;
  private static final long LIVE_LINE_SECONDS = 1;
  private static final long MAX_PHASE_SECONDS = 600;

  private final Options options;
  private final Report report;
  private final Tally tally = new Tally();
  private final CountDownLatch half;

  private Failover(Options options, Report report) {
    this.options = options;
    this.report = report;
    this.half = new CountDownLatch(options.entries() / 2);
  }

  /**
   * Runs the program.
   *
   * @param arguments see the class
   */
  public static void main(String[] arguments) throws InterruptedException {
    int status = run(System.out, System.err, arguments);
    if (status != OK) {
      System.exit(status);
    }
    // No exit() after success: the JVM ends by itself only if the provider has left no thread behind.
  }

  static int run(PrintStream out, PrintStream err, String... arguments) throws InterruptedException {
    try {
      Options options = Options.parse(arguments);
      return new Failover(options, new Report(out)).run() ? OK : FAILED;
    } catch (IllegalArgumentException e) {
      err.println("failover: " + e.getMessage());
      return BAD_OPTIONS;
    } catch (IOException | CacheException e) {
      err.println("failover: " + e.getMessage());
      return FAILED;
    }
  }

  private boolean run() throws IOException, InterruptedException {
    List<LocalServer> servers = new ArrayList<>();
    // However the program ends, by Ctrl-C too, its servers go with it.
    Thread cleaner = new Thread(() -> servers.forEach(LocalServer::close));
    Runtime.getRuntime().addShutdownHook(cleaner);
    try {
      for (int i = 0; i < SERVERS; i++) {
        servers.add(LocalServer.start(options.servers()));
      }
      return onServers(servers);
    } finally {
      Runtime.getRuntime().removeShutdownHook(cleaner);
      servers.forEach(LocalServer::close);
    }
  }

  private boolean onServers(List<LocalServer> servers) throws IOException, InterruptedException {
    report.setting(options, servers);
    // Two copies are what a fleet of two or more servers has unless it is told otherwise.
    URI uri = URI.create(options.servers().scheme() + "://" + LocalServer.hosts(servers) + "/failover");
    try (CachingProvider provider = Caching.getCachingProvider();
        CacheManager manager = provider.getCacheManager(uri, null)) {
      Cache<String, Session> sessions =
          manager.createCache("sessions", new MutableConfiguration<String, Session>().setTypes(String.class, Session.class));
      warmUp(sessions);
      Whereabouts atTheKill = work(sessions, new FleetStates(manager), servers);
      report.progress(tally);
      Whereabouts atTheEnd = Whereabouts.ask(servers);
      report.summary(tally);
      report.whereabouts(servers, atTheKill, atTheEnd);
    }
    return tally.isClean();
  }

  /** The first calls of a JVM load classes and connect, which on a busy machine takes longer than a call may; they are not counted. */
  private static void warmUp(Cache<String, Session> sessions) {
    for (int attempt = 1; ; attempt++) {
      try {
        sessions.put("warm-up", Session.of(0, 1));
        sessions.remove("warm-up");
        return;
      } catch (CacheException e) {
        if (attempt == MAX_FIRST_CALLS) {
          throw e;
        }
      }
    }
  }

  private Whereabouts work(Cache<String, Session> sessions, FleetStates states, List<LocalServer> servers) throws IOException, InterruptedException {
    List<Worker> workers = new ArrayList<>();
    for (int i = 0; i < options.threads(); i++) {
      workers.add(new Worker(sessions, tally, half, slice(i), slice(i + 1)));
    }
    ExecutorService threads = Executors.newFixedThreadPool(options.threads());
    try {
      List<Future<?>> writing = begin(threads, workers, Worker::write);
      Whereabouts atTheKill = killAtHalf(servers);
      LocalServer victim = servers.get(VICTIM);
      states.await(victim, NodeState.OUT, MAX_PHASE_SECONDS);
      report.live("server " + (VICTIM + 1) + " is out: it is neither read nor written");
      finish(writing);
      List<Future<?>> updating = begin(threads, workers, Worker::update);
      victim.restartEmpty();
      report.live("server " + (VICTIM + 1) + " is started again, empty");
      states.await(victim, NodeState.COLD, MAX_PHASE_SECONDS);
      report.live("server " + (VICTIM + 1) + " is cold: it is written, and filled from the others");
      states.await(victim, NodeState.UP, MAX_PHASE_SECONDS);
      report.live("server " + (VICTIM + 1) + " is up");
      finish(updating);
      report.live("all sessions are read back");
      finish(begin(threads, workers, Worker::readBack));
      return atTheKill;
    } finally {
      threads.shutdownNow();
      threads.awaitTermination(MAX_PHASE_SECONDS, TimeUnit.SECONDS);
    }
  }

  private Whereabouts killAtHalf(List<LocalServer> servers) throws IOException, InterruptedException {
    for (long waited = 0; !half.await(LIVE_LINE_SECONDS, TimeUnit.SECONDS) && waited < MAX_PHASE_SECONDS; waited += LIVE_LINE_SECONDS) {
      report.progress(tally);
    }
    Whereabouts before = Whereabouts.ask(servers);
    servers.get(VICTIM).kill();
    tally.killed();
    report.progress(tally);
    report.live("server " + (VICTIM + 1) + " is killed (SIGKILL)");
    return before;
  }

  /** Waits for all threads, with a line each second. */
  private void finish(List<Future<?>> running) throws InterruptedException {
    long waited = 0;
    for (Future<?> one : running) {
      while (!isDone(one)) {
        waited += LIVE_LINE_SECONDS;
        if (waited > MAX_PHASE_SECONDS) {
          throw new CacheException("the threads did not come to an end within " + MAX_PHASE_SECONDS + " s");
        }
        report.progress(tally);
      }
    }
  }

  private static boolean isDone(Future<?> one) throws InterruptedException {
    try {
      one.get(LIVE_LINE_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new CacheException("a thread failed", e);
    }
  }

  private static List<Future<?>> begin(ExecutorService threads, List<Worker> workers, Consumer<Worker> work) {
    List<Future<?>> running = new ArrayList<>();
    for (Worker worker : workers) {
      running.add(threads.submit(() -> work.accept(worker)));
    }
    return running;
  }

  /** The first visitor of a thread; the threads share them evenly. */
  private int slice(int thread) {
    return (int) ((long) options.entries() * thread / options.threads());
  }
}
