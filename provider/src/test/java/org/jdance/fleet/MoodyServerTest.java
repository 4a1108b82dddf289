package org.jdance.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that answer what they should not: a clear failure within the deadline, never a wrong value, and no connection is used again after it. */
class MoodyServerTest {

  private static final int KEYS = 20;

  static Stream<Arguments> kindsAndMoods() {
    return Stream.of(Servers.Kind.REDIS, Servers.Kind.MEMCACHED)
        .flatMap(kind -> Stream.of(MoodyServer.Mood.values())
            .filter(mood -> mood != MoodyServer.Mood.HONEST && mood != MoodyServer.Mood.TWICE)
            .map(mood -> Arguments.of(kind, mood)));
  }

  @ParameterizedTest
  @MethodSource("kindsAndMoods")
  void aServerThatAnswersWrongFromTheFirstIsNamedAndUsedWhenItAnswersRight(Servers.Kind kind, MoodyServer.Mood mood) {
    try (MoodyServer server = MoodyServer.before(kind.start()); Client client = Client.of(kind.uri(Operations.IMPATIENT, server.address()))) {
      server.is(mood);
      Operations.some().forEach((name, operation) -> {
        String message = Operations.fails(client.cache(), name, operation);
        assertTrue(message.contains(server.address()), message);
      });
      server.is(MoodyServer.Mood.HONEST);
      Operations.awaitAnswer(client.cache());
      Operations.work(client.cache());
    }
  }

  @ParameterizedTest
  @MethodSource("kindsAndMoods")
  void aServerThatAnswersWrongInBetweenIsNeverBelieved(Servers.Kind kind, MoodyServer.Mood mood) {
    try (MoodyServer server = MoodyServer.before(kind.start()); Client client = Client.of(kind.uri(Operations.IMPATIENT, server.address()))) {
      Cache<Object, Object> cache = client.cache();
      for (int i = 0; i < KEYS; i++) {
        cache.put(i, i);
      }
      for (int round = 0; round < 3; round++) {
        server.is(mood);
        Operations.fails(cache, "get", any -> any.get(1));
        Operations.fails(cache, "getAll", any -> any.getAll(Set.of(1, 2, 3)));
        server.is(MoodyServer.Mood.HONEST);
        Operations.awaitAnswer(cache);
        for (int i = 0; i < KEYS; i++) {
          assertEquals(i, cache.get(i), "round " + round);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kindsAndMoods")
  void oneOfThreeServersThatBeginsToAnswerWrongIsNotNoticed(Servers.Kind kind, MoodyServer.Mood mood) {
    try (Servers servers = Servers.start(kind, 2); MoodyServer server = MoodyServer.before(kind.start())) {
      String uri = kind.uri("", Servers.address(servers.get(0)), server.address(), Servers.address(servers.get(1)));
      try (Client client = Client.of(uri)) {
        Cache<Object, Object> cache = client.cache();
        for (int i = 0; i < KEYS; i++) {
          cache.put(i, i);
        }
        server.is(mood);
        for (int i = 0; i < KEYS; i++) {
          assertEquals(i, cache.get(i));
          cache.put(i, i + 1);
          Object incremented = cache.invoke(i, (entry, arguments) -> {
            entry.setValue((Integer) entry.getValue() + 1);
            return entry.getValue();
          });
          assertEquals(i + 2, incremented);
        }
        server.is(MoodyServer.Mood.HONEST);
        for (int i = 0; i < KEYS; i++) {
          assertEquals(i + 2, cache.get(i));
        }
        Operations.work(cache);
      }
    }
  }

  /** A reply too many could be taken for that to the next request. */
  @ParameterizedTest
  @EnumSource(value = Servers.Kind.class, names = {"REDIS", "MEMCACHED"})
  void aServerThatAnswersTwiceIsNeverBelieved(Servers.Kind kind) {
    try (MoodyServer server = MoodyServer.before(kind.start()); Client client = Client.of(kind.uri(Operations.IMPATIENT, server.address()))) {
      Cache<Object, Object> cache = client.cache();
      for (int i = 0; i < KEYS; i++) {
        cache.put(i, i);
      }
      List<String> wrong = new ArrayList<>();
      for (int round = 0; round < 10; round++) {
        server.is(MoodyServer.Mood.TWICE);
        read(cache, wrong);
        server.is(MoodyServer.Mood.HONEST);
        read(cache, wrong);
      }
      assertEquals(List.of(), wrong);
      Operations.awaitAnswer(cache);
      for (int i = 0; i < KEYS; i++) {
        assertEquals(i, cache.get(i));
      }
    }
  }

  private static void read(Cache<Object, Object> cache, List<String> wrong) {
    for (int i = 0; i < KEYS; i++) {
      try {
        Object value = cache.get(i);
        if (value == null || (Integer) value != i) {
          wrong.add(i + " was read as " + value);
        }
      } catch (CacheException e) {
        // What it should say is tested above; what counts here is that it is no value.
      }
    }
  }
}
