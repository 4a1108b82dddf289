package org.jdance.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jdance.testing.ServerProcess;
import org.jdance.testing.SharedanceProcess;
import org.jdance.testing.TcpProxy;

/** What can happen to one server of a fleet while applications work, from which it comes back. */
enum FleetFaults {
  /** Killed, and a moment later started without what it had. */
  RESTARTED_EMPTY {
    @Override
    void strike(Servers servers, int victim, TcpProxy network) {
      servers.get(victim).kill();
      pass(Duration.ofMillis(700));
      servers.restartEmpty(victim);
    }
  },
  /** Killed, and started again at once with what it had at the beginning of the run. */
  RESTARTED_OLD {
    @Override
    void prepare(Servers servers, int victim) {
      if (servers.get(victim) instanceof SharedanceProcess sharedance) {
        copy(sharedance.entries(), sharedance.directory().resolve("old"));
      } else {
        PlainClient.redis(servers.get(victim), "SAVE");
      }
    }

    @Override
    void strike(Servers servers, int victim, TcpProxy network) {
      ServerProcess server = servers.get(victim);
      server.kill();
      if (server instanceof SharedanceProcess sharedance) {
        // Long enough for the clients to notice: these servers do not say which process they are.
        pass(Duration.ofMillis(1500));
        empty(sharedance.entries());
        copy(sharedance.directory().resolve("old"), sharedance.entries());
      }
      server.restart();
    }
  },
  /** Stopped with its connections open; later it runs what was sent to it meanwhile. */
  STOPPED {
    @Override
    void strike(Servers servers, int victim, TcpProxy network) {
      servers.get(victim).pause();
      pass(Duration.ofSeconds(5));
      servers.get(victim).resume();
    }
  },
  /** What it answers does not reach one of the applications any more, then does again. */
  CUT_FOR_ONE {
    @Override
    void strike(Servers servers, int victim, TcpProxy network) {
      network.loseReplies();
      pass(Duration.ofSeconds(3));
      network.heal();
      network.reset();
    }
  },
  /** Somebody empties it. */
  FLUSHED {
    @Override
    void strike(Servers servers, int victim, TcpProxy network) {
      ServerProcess server = servers.get(victim);
      switch (servers.kind()) {
        case REDIS -> PlainClient.redis(server, "FLUSHALL");
        case MEMCACHED -> PlainClient.ask(server, "flush_all\r\n", "OK\r\n");
        case SHAREDANCE -> empty(((SharedanceProcess) server).entries());
      }
    }
  };

  /** What is to be done before the applications begin, when all keys are there. */
  void prepare(Servers servers, int victim) {}

  /** What happens while they work. */
  abstract void strike(Servers servers, int victim, TcpProxy network);

  static void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.list(from)) {
      Files.createDirectories(to);
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void empty(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
