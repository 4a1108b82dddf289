package org.jdance.internal.near;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.MemoryFleet;
import org.jdance.internal.entry.EntryStore;
import org.jdance.internal.entry.RemoteStore;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.node.memory.ServerKinds;
import org.jdance.internal.serial.SerializationSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A value is read, then changed, and the notice of the change comes before the value is taken in: it must not stay. */
final class FillRaceTest {

  private final MemoryFleet fleet = new MemoryFleet(2, TimeSource.system(), ServerKinds.REDIS_LIKE, ServerKinds.REDIS_LIKE);
  private final RemoteStore other = store();
  private final Coherence coherence = new Coherence(true, Duration.ofSeconds(1), 100);

  /** What happens once between a read's answer and its reader. */
  private Runnable meanwhile = () -> {};

  private RemoteStore store() {
    return fleet.client().store(new SerializationSettings("c", FillRaceTest.class.getClassLoader(), Object.class, Object.class, true, List.of()));
  }

  /** A store whose answers come late: the scripted server of this race. */
  private RemoteStore late() {
    RemoteStore below = store();
    return (RemoteStore)
        Proxy.newProxyInstance(
            FillRaceTest.class.getClassLoader(),
            new Class<?>[] {RemoteStore.class},
            (proxy, method, arguments) -> {
              try {
                Object answer = method.invoke(below, arguments);
                if (method.getName().startsWith("read") || method.getName().equals("isLatest")) {
                  Runnable now = meanwhile;
                  meanwhile = () -> {};
                  now.run();
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @AfterEach
  void close() {
    fleet.close();
  }

  private void changeElsewhere(String value) {
    other.write("k", other.payload(value), StoredEntry.ETERNAL, other.newDeadline());
    coherence.changed(other.noticeHash("k"));
  }

  /** What the reader finds next time. */
  private Object afterTheRace(Function<RemoteStore, EntryStore> near) {
    EntryStore store = near.apply(late());
    coherence.established();
    changeElsewhere("v1");
    meanwhile = () -> changeElsewhere("v2");
    store.read("k");
    return store.read("k").payload().value();
  }

  private NearStore near(RemoteStore below) {
    return new NearStore(below, coherence, new NearBound(100, false), TimeSource.system(), () -> {});
  }

  @Test
  void aNoticeBetweenReadAndInsertIsNotLost() {
    assertEquals("v2", afterTheRace(this::near));
  }

  @Test
  void withoutTheCounterTakenBeforeTheReadItWouldBe() {
    assertEquals("v1", afterTheRace(this::naive), "the race is forced");
  }

  @Test
  void norInABulkRead() {
    NearStore store = near(late());
    coherence.established();
    changeElsewhere("v1");
    meanwhile = () -> changeElsewhere("v2");
    store.readAll(java.util.Set.of("k"), store.newDeadline());
    assertEquals("v2", store.read("k").payload().value());
  }

  @Test
  void norWhileAnEntryIsLookedAfter() {
    NearStore store = near(late());
    coherence.established();
    changeElsewhere("v1");
    store.read("k");
    coherence.lost(TimeSource.system().nanos());
    coherence.established();
    meanwhile = () -> changeElsewhere("v2");
    store.read("k");
    assertEquals("v2", store.read("k").payload().value());
  }

  @Test
  void hearingAgainBetweenReadAndInsertIsSeen() {
    NearStore store = near(late());
    coherence.established();
    changeElsewhere("v1");
    meanwhile =
        () -> {
          coherence.lost(TimeSource.system().nanos());
          other.write("k", other.payload("v2"), StoredEntry.ETERNAL, other.newDeadline());
          coherence.established();
        };
    store.read("k");
    assertEquals("v2", store.read("k").payload().value());
  }

  @Test
  void anOwnWriteBetweenReadAndInsertIsSeen() {
    NearStore store = near(late());
    coherence.established();
    changeElsewhere("v1");
    meanwhile = () -> store.write("k", store.payload("v2"), StoredEntry.ETERNAL, store.newDeadline());
    store.read("k");
    assertEquals("v2", store.read("k").payload().value());
  }

  /** The same near cache, but with the counter as it is when the value is taken in: what a notice has said before that is lost. */
  private EntryStore naive(RemoteStore below) {
    Map<Object, NearEntry> entries = new HashMap<>();
    return (EntryStore)
        Proxy.newProxyInstance(
            FillRaceTest.class.getClassLoader(),
            new Class<?>[] {EntryStore.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("read")) {
                return method.invoke(below, arguments);
              }
              NearEntry known = entries.get(arguments[0]);
              if (known != null && coherence.holds(known)) {
                return known.stored;
              }
              StoredEntry read = below.read(arguments[0], below.newDeadline());
              int stripe = coherence.stripe(below.noticeHash(arguments[0]));
              entries.put(arguments[0], new NearEntry(read, stripe, coherence.stamp(stripe), coherence.epochOfFill(), 0, 0));
              return read;
            });
  }
}
