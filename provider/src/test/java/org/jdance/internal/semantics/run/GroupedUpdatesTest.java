package org.jdance.internal.semantics.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import org.jdance.OutcomeUnknownException;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.ManualTime;
import org.jdance.internal.entry.EntryStore;
import org.jdance.internal.entry.Payload;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.entry.Swapped;
import org.jdance.internal.local.LocalStore;
import org.jdance.internal.semantics.decide.Operations;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Updates of one key that meet are written together, and each is what it would have been alone. */
@Timeout(60)
final class GroupedUpdatesTest {

  private final ManualTime time = new ManualTime();
  private final LocalStore local = LocalStore.byReference(OptionalLong.empty(), count -> {});
  private final CacheStatistics statistics = new CacheStatistics();
  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger swaps = new AtomicInteger();
  private final EventDispatcher<Object, Object> events = new EventDispatcher<>("c", Duration.ofSeconds(1), Runnable::run, key -> key);
  private CacheSemantics semantics = semantics(new EternalExpiryPolicy());

  /** What each write waits for, and then does. */
  private volatile Callable<Boolean> gate = () -> true;

  @Test
  void whatMeetsIsWrittenTogether() throws Exception {
    listen();
    CountDownLatch open = closeGate();
    FutureTask<Object> first = start(() -> invoke(1));
    List<FutureTask<Object>> others = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      others.add(start(() -> invoke(1)));
    }
    assertNull(value("k"), "nothing is there before it is written");
    open.countDown();
    assertEquals(1, first.get());
    for (int i = 0; i < 5; i++) {
      assertEquals(i + 2, others.get(i).get());
    }
    assertEquals(6, value("k"));
    assertEquals(2, swaps.get(), "the first, and all the others");
    assertEquals(List.of("created 1", "updated 1 2", "updated 2 3", "updated 3 4", "updated 4 5", "updated 5 6"), heard);
    assertEquals(6, statistics.puts());
    assertEquals(5, statistics.hits());
    assertEquals(1, statistics.misses());
  }

  @Test
  void anExceptionInTheMiddleIsThatOnesAlone() throws Exception {
    listen();
    CountDownLatch open = closeGate();
    FutureTask<Object> first = start(() -> invoke(1));
    FutureTask<Object> second = start(() -> invoke(1));
    FutureTask<Object> fails =
        start(
            () ->
                invoke(
                    (entry, arguments) -> {
                      entry.setValue(1_000);
                      throw new IllegalStateException("own");
                    }));
    FutureTask<Object> last = start(() -> invoke(1));
    open.countDown();
    assertEquals(1, first.get());
    assertEquals(2, second.get());
    EntryProcessorException thrown = assertInstanceOf(EntryProcessorException.class, failure(fails));
    assertEquals("own", thrown.getCause().getMessage());
    assertEquals(3, last.get());
    assertEquals(3, value("k"));
    assertEquals(List.of("created 1", "updated 1 2", "updated 2 3"), heard);
    assertEquals(3, statistics.puts());
  }

  @Test
  void aRemovalInTheMiddleIsOne() throws Exception {
    listen();
    CountDownLatch open = closeGate();
    FutureTask<Object> first = start(() -> invoke(1));
    FutureTask<Object> increment = start(() -> invoke(1));
    FutureTask<Object> remove = start(() -> semantics.update("k", Operations.getAndRemove()));
    FutureTask<Object> absent = start(() -> semantics.storing("k", 7, Operations::replace));
    FutureTask<Object> putIfAbsent = start(() -> semantics.storing("k", 10, Operations::putIfAbsent));
    FutureTask<Object> getAndPut = start(() -> semantics.storing("k", 11, Operations::getAndPut));
    FutureTask<Object> compared = start(() -> semantics.storing("k", 12, payload -> Operations.replace(11, payload)));
    open.countDown();
    assertEquals(1, first.get());
    assertEquals(2, increment.get());
    assertEquals(2, remove.get());
    assertEquals(false, absent.get());
    assertEquals(true, putIfAbsent.get());
    assertEquals(10, getAndPut.get());
    assertEquals(true, compared.get());
    assertEquals(12, value("k"));
    assertEquals(2, swaps.get());
    assertEquals(List.of("created 1", "updated 1 2", "removed 2", "created 10", "updated 10 11", "updated 11 12"), heard);
    assertEquals(1, statistics.removals());
    assertEquals(5, statistics.puts());
    assertEquals(4, statistics.hits());
    assertEquals(3, statistics.misses());
  }

  @Test
  void allThatEndsWithNothingIsNothing() throws Exception {
    listen();
    CountDownLatch open = closeGate();
    FutureTask<Object> first = start(() -> invoke(1));
    FutureTask<Object> removes = start(() -> semantics.update("k", Operations.remove()));
    FutureTask<Object> again = start(() -> semantics.update("k", Operations.remove()));
    open.countDown();
    assertEquals(1, first.get());
    assertEquals(true, removes.get());
    assertEquals(false, again.get());
    assertNull(value("k"));
    assertEquals(List.of("created 1", "removed 1"), heard);
    assertEquals(1, invoke(1), "and begins anew");
  }

  @Test
  void whatExpiresInTheMiddleIsToldAndIsGone() throws Exception {
    semantics = semantics(new CreatedExpiryPolicy(new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, 100)));
    listen();
    CountDownLatch open = closeGate();
    FutureTask<Object> first = start(() -> invoke(5));
    FutureTask<Object> second = start(() -> invoke(1));
    time.advance(100);
    FutureTask<Object> third = start(() -> invoke(1));
    open.countDown();
    assertEquals(5, first.get());
    assertEquals(6, second.get());
    assertEquals(1, third.get());
    assertEquals(1, value("k"));
    assertEquals(time.millis() + 100, local.read("k", Deadline.NONE).deadline());
    assertEquals(List.of("created 5", "updated 5 6", "expired 6", "created 1"), heard);
  }

  @Test
  void afterAConflictAllDecideAnew() throws Exception {
    listen();
    CountDownLatch open =
        closeGate(
            () -> {
              if (swaps.get() == 1) {
                local.write("k", local.payload(100), StoredEntry.ETERNAL, Deadline.NONE);
              }
              return true;
            });
    List<FutureTask<Object>> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.add(start(() -> invoke(1)));
    }
    open.countDown();
    List<Integer> results = new ArrayList<>();
    for (FutureTask<Object> one : all) {
      results.add((Integer) one.get());
    }
    Collections.sort(results);
    assertEquals(List.of(101, 102, 103, 104, 105), results);
    assertEquals(105, value("k"));
    assertEquals(List.of("updated 100 101", "updated 101 102", "updated 102 103", "updated 103 104", "updated 104 105"), heard);
    assertEquals(5, statistics.puts(), "what came to nothing is not counted");
  }

  @Test
  void anUnknownOutcomeIsThatOfThoseWhoseChangesWereSent() throws Exception {
    CountDownLatch open =
        closeGate(
            () -> {
              if (swaps.get() == 2) {
                throw new OutcomeUnknownException("lost", new CacheException("cause"));
              }
              return true;
            });
    FutureTask<Object> first = start(() -> invoke(1));
    FutureTask<Object> sawTheFirst = start(() -> invoke((entry, arguments) -> entry.getValue()));
    FutureTask<Object> changes = start(() -> invoke(1));
    FutureTask<Object> sawAChange = start(() -> invoke((entry, arguments) -> entry.getValue()));
    FutureTask<Object> changesToo = start(() -> invoke(1));
    open.countDown();
    assertEquals(1, first.get());
    assertEquals(1, sawTheFirst.get());
    Throwable one = assertInstanceOf(OutcomeUnknownException.class, failure(changes));
    Throwable other = assertInstanceOf(OutcomeUnknownException.class, failure(changesToo));
    assertNotSame(one, other, "each has its own");
    assertEquals(1, sawAChange.get(), "it looks again: the change was not done");
  }

  @Test
  void aFailureIsThatOfItsGroupAlone() throws Exception {
    CountDownLatch open =
        closeGate(
            () -> {
              if (swaps.get() == 1) {
                throw new CacheException("no copy");
              }
              return true;
            });
    FutureTask<Object> first = start(() -> invoke(1));
    FutureTask<Object> second = start(() -> invoke(1));
    FutureTask<Object> third = start(() -> invoke(1));
    open.countDown();
    assertEquals("no copy", failure(first).getMessage());
    assertEquals(3, (Integer) second.get() + (Integer) third.get(), "they begin where nothing was written");
    assertEquals(2, value("k"));
  }

  @Test
  void slowUserCodeDelaysNobodysWrite() throws Exception {
    CountDownLatch open = closeGate();
    FutureTask<Object> first = start(() -> invoke(1));
    FutureTask<Object> second = start(() -> invoke(1));
    CountDownLatch slow = new CountDownLatch(1);
    FutureTask<Object> third =
        start(
            () ->
                invoke(
                    (entry, arguments) -> {
                      await(slow);
                      entry.setValue((Integer) entry.getValue() + 10);
                      return entry.getValue();
                    }));
    open.countDown();
    assertEquals(1, first.get());
    assertEquals(2, second.get(), "while the third still runs");
    slow.countDown();
    assertEquals(12, third.get());
    assertEquals(3, swaps.get());
  }

  @Test
  void whatWasDecidedOnAGroupThatFailedMeanwhileIsDecidedAgain() throws Exception {
    CountDownLatch open =
        closeGate(
            () -> {
              if (swaps.get() == 1) {
                local.write("k", local.payload(100), StoredEntry.ETERNAL, Deadline.NONE);
              }
              return true;
            });
    CountDownLatch slow = new CountDownLatch(1);
    CountDownLatch hold = new CountDownLatch(1);
    AtomicInteger runs = new AtomicInteger();
    FutureTask<Object> first =
        start(
            () ->
                invoke(
                    (entry, arguments) -> {
                      if (runs.incrementAndGet() > 1) {
                        await(hold);
                      }
                      entry.setValue(entry.exists() ? (Integer) entry.getValue() + 1 : 1);
                      return entry.getValue();
                    }));
    AtomicInteger seen = new AtomicInteger();
    FutureTask<Object> second =
        start(
            () ->
                invoke(
                    (entry, arguments) -> {
                      seen.compareAndSet(0, (Integer) entry.getValue());
                      await(slow);
                      entry.setValue((Integer) entry.getValue() + 1);
                      return entry.getValue();
                    }));
    open.countDown();
    while (Arrays.stream(threadOf(first).getStackTrace()).noneMatch(at -> at.getClassName().endsWith("KeyLocks"))) {
      Thread.onSpinWait();
    }
    slow.countDown();
    hold.countDown();
    List<Integer> results = new ArrayList<>(List.of((Integer) first.get(), (Integer) second.get()));
    Collections.sort(results);
    assertEquals(List.of(101, 102), results);
    assertEquals(1, seen.get(), "what it saw first had never been there");
    assertEquals(102, value("k"));
  }

  @Test
  void whoHoldsManyKeysWaitsUntilNothingIsUnderWay() throws Exception {
    listen();
    CountDownLatch open = closeGate();
    FutureTask<Object> first = start(() -> invoke(1));
    FutureTask<Object> second = start(() -> invoke(1));
    CompletableFuture<Object> loaded = new CompletableFuture<>();
    FutureTask<Object> loads =
        start(
            () -> {
              semantics.loading().loadAll(Set.of("k"), true, null);
              return loaded.complete("loaded");
            });
    open.countDown();
    assertEquals(1, first.get());
    assertEquals(2, second.get());
    assertEquals(true, loads.get());
    assertEquals(50, value("k"));
    assertEquals(List.of("created 1", "updated 1 2", "updated 2 50"), heard);
  }

  @Test
  void moreThanOneGroupTakesWaitForTheNext() throws Exception {
    CountDownLatch open = closeGate();
    List<FutureTask<Object>> all = new ArrayList<>();
    for (int i = 0; i < Group.MAX_SHARES + 3; i++) {
      all.add(start(() -> invoke(1)));
    }
    open.countDown();
    for (FutureTask<Object> one : all) {
      one.get();
    }
    assertEquals(Group.MAX_SHARES + 3, value("k"));
    assertTrue(swaps.get() <= 4, "the first, a full one, and one or two for the last two threads, of which one waits for room and one for that");
  }

  @Test
  void aThreadThatIsInterruptedStaysSo() throws Exception {
    CountDownLatch open = closeGate();
    FutureTask<Object> first = start(() -> invoke(1));
    FutureTask<Object> second = start(() -> invoke(1));
    FutureTask<Object> third =
        start(
            () -> {
              Object result = invoke(1);
              return Thread.currentThread().isInterrupted() ? result : "not interrupted";
            });
    threadOf(third).interrupt();
    open.countDown();
    assertEquals(1, first.get());
    assertEquals(2, second.get());
    assertEquals(3, third.get());
  }

  private Object invoke(int by) {
    return invoke(
        (entry, arguments) -> {
          entry.setValue(entry.exists() ? (Integer) entry.getValue() + by : by);
          return entry.getValue();
        });
  }

  private Object invoke(EntryProcessor<Object, Object, Object> processor) {
    return semantics.invoke("k", processor, new Object[0], value -> {});
  }

  private @Nullable Object value(Object key) {
    StoredEntry entry = local.read(key, Deadline.NONE);
    return entry == null ? null : entry.payload().value();
  }

  private CountDownLatch closeGate() {
    return closeGate(() -> true);
  }

  /** The first write, and those after it, wait until the latch is open. */
  private CountDownLatch closeGate(Callable<Boolean> then) {
    CountDownLatch open = new CountDownLatch(1);
    gate =
        () -> {
          await(open);
          return then.call();
        };
    return open;
  }

  private final List<Thread> started = new ArrayList<>();
  private final List<FutureTask<Object>> tasks = new ArrayList<>();

  private Thread threadOf(FutureTask<Object> task) {
    return started.get(tasks.indexOf(task));
  }

  /** Starts it in a thread of its own, and returns once that waits or has ended. */
  private FutureTask<Object> start(Callable<Object> work) {
    FutureTask<Object> task = new FutureTask<>(work);
    Thread thread = new Thread(task, "group-" + tasks.size());
    thread.setDaemon(true);
    tasks.add(task);
    started.add(thread);
    thread.start();
    awaitWaiting(thread);
    return task;
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() == Thread.State.RUNNABLE || thread.getState() == Thread.State.NEW || thread.getState() == Thread.State.BLOCKED) {
      Thread.onSpinWait();
    }
  }

  private static Throwable failure(FutureTask<Object> task) {
    return assertThrows(ExecutionException.class, task::get).getCause();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void listen() {
    @SuppressWarnings("unchecked")
    Cache<Object, Object> source =
        (Cache<Object, Object>)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Cache.class},
                (proxy, method, arguments) -> {
                  throw new UnsupportedOperationException();
                });
    events.bind(source);
    events.register(
        new MutableCacheEntryListenerConfiguration<>(FactoryBuilder.factoryOf(new Heard(heard)), null, true, true), Runnable::run);
  }

  private CacheSemantics semantics(ExpiryPolicy policy) {
    EntryStore store =
        (EntryStore)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {EntryStore.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "readsAreFree" -> false;
                      case "tellsSuccessors" -> true;
                      case "newDeadline" -> Deadline.after(time, Duration.ofSeconds(1));
                      case "swap" -> swap(arguments);
                      default -> {
                        try {
                          yield method.invoke(local, arguments);
                        } catch (InvocationTargetException e) {
                          throw e.getCause();
                        }
                      }
                    });
    statistics.setEnabled(true);
    return new CacheSemantics(
        new CacheSemantics.Rules(
            "c", store, time, ExpiryRule.of("c", policy), events, statistics, new LoaderCalls("c", new Fifty(), key -> key, value -> {}), false, null),
        Runnable::run);
  }

  private @Nullable Swapped swap(Object[] arguments) throws Exception {
    swaps.incrementAndGet();
    gate.call();
    return local.compareAndSet(arguments[0], (StoredEntry) arguments[1], (Payload) arguments[2], (Long) arguments[3], Deadline.NONE)
        ? new Swapped(true, local.read(arguments[0], Deadline.NONE))
        : null;
  }

  /** Loads 50. */
  private static final class Fifty implements CacheLoader<Object, Object> {
    @Override
    public Object load(Object key) {
      return 50;
    }

    @Override
    public Map<Object, Object> loadAll(Iterable<?> keys) {
      Map<Object, Object> all = new HashMap<>();
      keys.forEach(key -> all.put(key, 50));
      return all;
    }
  }

  /** Writes down what it hears. */
  private static final class Heard
      implements CacheEntryCreatedListener<Object, Object>,
          CacheEntryUpdatedListener<Object, Object>,
          CacheEntryRemovedListener<Object, Object>,
          CacheEntryExpiredListener<Object, Object>,
          java.io.Serializable {
    private static final long serialVersionUID = 1L;
    private final transient List<String> heard;

    Heard(List<String> heard) {
      this.heard = heard;
    }

    @Override
    public void onCreated(Iterable<CacheEntryEvent<?, ?>> events) {
      events.forEach(event -> heard.add("created " + event.getValue()));
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<?, ?>> events) {
      events.forEach(event -> heard.add("updated " + event.getOldValue() + " " + event.getValue()));
    }

    @Override
    public void onRemoved(Iterable<CacheEntryEvent<?, ?>> events) {
      events.forEach(event -> heard.add("removed " + event.getOldValue()));
    }

    @Override
    public void onExpired(Iterable<CacheEntryEvent<?, ?>> events) {
      events.forEach(event -> heard.add("expired " + event.getOldValue()));
    }
  }
}
