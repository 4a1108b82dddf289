package org.jdance.internal.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.jdance.CacheSerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that is wrong with an argument or a state: the exception that the specification names, a sentence, and an unchanged cache. */
final class BadInputTest {

  private static final String SECRET = "s3cret";

  private final CacheFixture fixture = new CacheFixture().listening();
  private Cache<Object, Object> cache;

  @BeforeEach
  void create() {
    cache = fixture.manager.createCache("bad", new MutableConfiguration<>());
    cache.put("k", "v");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  /** A call that is refused. */
  private record Call(String name, Consumer<Cache<Object, Object>> run) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Call> withNull() {
    Set<Object> nullKey = new HashSet<>(Collections.singleton(null));
    Map<Object, Object> nullValue = new HashMap<>();
    nullValue.put("a", "b");
    nullValue.put("k", null);
    Map<Object, Object> nullEntryKey = new HashMap<>();
    nullEntryKey.put(null, "v");
    return Stream.of(
        new Call("get", c -> c.get(null)),
        new Call("getAll null", c -> c.getAll(null)),
        new Call("getAll of null", c -> c.getAll(nullKey)),
        new Call("containsKey", c -> c.containsKey(null)),
        new Call("loadAll null", c -> c.loadAll(null, true, null)),
        new Call("loadAll of null", c -> c.loadAll(nullKey, true, null)),
        new Call("put null key", c -> c.put(null, "v")),
        new Call("put null value", c -> c.put("k", null)),
        new Call("getAndPut null key", c -> c.getAndPut(null, "v")),
        new Call("getAndPut null value", c -> c.getAndPut("k", null)),
        new Call("putAll null", c -> c.putAll(null)),
        new Call("putAll null value", c -> c.putAll(nullValue)),
        new Call("putAll null key", c -> c.putAll(nullEntryKey)),
        new Call("putIfAbsent null key", c -> c.putIfAbsent(null, "v")),
        new Call("putIfAbsent null value", c -> c.putIfAbsent("k", null)),
        new Call("remove", c -> c.remove(null)),
        new Call("remove null key", c -> c.remove(null, "v")),
        new Call("remove null value", c -> c.remove("k", null)),
        new Call("getAndRemove", c -> c.getAndRemove(null)),
        new Call("replace null key", c -> c.replace(null, "v")),
        new Call("replace null value", c -> c.replace("k", null)),
        new Call("replace null old", c -> c.replace("k", null, "w")),
        new Call("replace null new", c -> c.replace("k", "v", null)),
        new Call("replace3 null key", c -> c.replace(null, "v", "w")),
        new Call("getAndReplace null key", c -> c.getAndReplace(null, "v")),
        new Call("getAndReplace null value", c -> c.getAndReplace("k", null)),
        new Call("removeAll null", c -> c.removeAll(null)),
        new Call("removeAll of null", c -> c.removeAll(nullKey)),
        new Call("invoke null key", c -> c.invoke(null, (e, a) -> null)),
        new Call("invoke null processor", c -> c.invoke("k", null)),
        new Call("invokeAll null keys", c -> c.invokeAll(null, (e, a) -> null)),
        new Call("invokeAll null processor", c -> c.invokeAll(Set.of("k"), null)),
        new Call("registerListener", c -> c.registerCacheEntryListener(null)),
        new Call("deregisterListener", c -> c.deregisterCacheEntryListener(null)));
  }

  static Stream<Call> onAClosedCache() {
    return Stream.of(
        new Call("get", c -> c.get("k")),
        new Call("getAll", c -> c.getAll(Set.of("k"))),
        new Call("containsKey", c -> c.containsKey("k")),
        new Call("loadAll", c -> c.loadAll(Set.of("k"), true, null)),
        new Call("put", c -> c.put("k", "v")),
        new Call("getAndPut", c -> c.getAndPut("k", "v")),
        new Call("putAll", c -> c.putAll(Map.of("k", "v"))),
        new Call("putIfAbsent", c -> c.putIfAbsent("k", "v")),
        new Call("remove", c -> c.remove("k")),
        new Call("remove old", c -> c.remove("k", "v")),
        new Call("getAndRemove", c -> c.getAndRemove("k")),
        new Call("replace", c -> c.replace("k", "v")),
        new Call("replace old", c -> c.replace("k", "v", "w")),
        new Call("getAndReplace", c -> c.getAndReplace("k", "v")),
        new Call("removeAll keys", c -> c.removeAll(Set.of("k"))),
        new Call("removeAll", Cache::removeAll),
        new Call("clear", Cache::clear),
        new Call("invoke", c -> c.invoke("k", (e, a) -> null)),
        new Call("invokeAll", c -> c.invokeAll(Set.of("k"), (e, a) -> null)),
        new Call("iterator", c -> c.forEach(e -> {})));
  }

  @ParameterizedTest
  @MethodSource("withNull")
  void nullIsRefused(Call call) {
    NullPointerException thrown = assertThrows(NullPointerException.class, () -> call.run.accept(cache));
    assertTrue(thrown.getMessage() != null && thrown.getMessage().contains("null"), () -> "a sentence, not " + thrown.getMessage());
    assertUnchanged();
  }

  @ParameterizedTest
  @MethodSource("onAClosedCache")
  void aClosedCacheIsRefused(Call call) {
    cache.close();
    IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> call.run.accept(cache));
    assertTrue(thrown.getMessage().contains("bad"), thrown.getMessage());
    cache.close();
    assertTrue(cache.isClosed());
    assertEquals("bad", cache.getName());
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"}) // wrong types need raw ones
  void wrongTypesAreRefused() {
    Cache typed =
        fixture.manager.createCache("typed", new MutableConfiguration<Integer, String>().setTypes(Integer.class, String.class));
    ClassCastException thrown = assertThrows(ClassCastException.class, () -> typed.put(1, java.util.List.of(SECRET)));
    assertTrue(thrown.getMessage().contains("typed") && thrown.getMessage().contains("java.lang.String"), thrown.getMessage());
    assertThrows(ClassCastException.class, () -> typed.put(SECRET, "v"));
    assertThrows(ClassCastException.class, () -> typed.putAll(Map.of(SECRET, "v")));
    assertThrows(ClassCastException.class, () -> typed.putIfAbsent(1, 2));
    assertThrows(ClassCastException.class, () -> typed.replace(1, 2));
    RuntimeException wrapped = assertThrows(RuntimeException.class, () -> typed.invoke(1, (e, a) -> {
      e.setValue(2);
      return null;
    }));
    assertEquals(ClassCastException.class, wrapped.getCause().getClass());
    assertFalse(typed.iterator().hasNext());
  }

  @Test
  void aValueThatIsNotSerializableIsRefused() {
    Object value = new NotSerializable(SECRET);
    for (Consumer<Cache<Object, Object>> call :
        Stream.<Consumer<Cache<Object, Object>>>of(
                c -> c.put("k", value),
                c -> c.putAll(Map.of("a", "b", "k", value)),
                c -> c.getAndPut("k", value),
                c -> c.putIfAbsent("other", value),
                c -> c.replace("k", value),
                c -> c.replace("k", "v", value),
                c -> c.getAndReplace("k", value),
                c -> c.invoke("k", (e, a) -> {
                  e.setValue(value);
                  return null;
                }))
            .toList()) {
      CacheSerializationException thrown = assertThrows(CacheSerializationException.class, () -> call.accept(cache));
      assertTrue(thrown.getMessage().contains(NotSerializable.class.getName()), thrown.getMessage());
      assertFalse(thrown.getMessage().contains(SECRET), thrown.getMessage());
      assertUnchanged();
    }
  }

  @Test
  void aKeyThatWouldNotBeFoundAgainIsRefusedByValueAndTakenByReference() {
    for (Object key : new Object[] {new Identity(), new byte[] {1}, new NotSerializable(SECRET)}) {
      CacheSerializationException thrown = assertThrows(CacheSerializationException.class, () -> cache.put(key, "v"));
      assertFalse(thrown.getMessage().contains(SECRET), thrown.getMessage());
      assertUnchanged();
    }
    Cache<Object, Object> byReference = fixture.manager.createCache("ref", new MutableConfiguration<>().setStoreByValue(false));
    Identity key = new Identity();
    byReference.put(key, "v");
    assertEquals("v", byReference.get(key));
  }

  @Test
  void theSameListenerTwiceIsRefused() {
    Cache<String, String> listened = fixture.create();
    var typed = fixture.configuration.getCacheEntryListenerConfigurations().iterator().next();
    assertThrows(IllegalArgumentException.class, () -> listened.registerCacheEntryListener(typed));
    listened.put("k", "v");
    assertEquals(1, fixture.recorder.events.size());
    listened.deregisterCacheEntryListener(typed);
    listened.put("k", "w");
    assertEquals(1, fixture.recorder.events.size());
  }

  @Test
  void unwrapsToItsPublicTypesAndNothingElse() {
    assertEquals(cache, cache.unwrap(org.jdance.JDanceCache.class));
    assertTrue(cache.unwrap(org.jdance.CacheGuarantees.class).listing());
    assertThrows(IllegalArgumentException.class, () -> cache.unwrap(String.class));
  }

  @Test
  void iteratorsKeepTheirContract() {
    var iterator = cache.iterator();
    assertThrows(IllegalStateException.class, iterator::remove);
    iterator.next();
    assertThrows(java.util.NoSuchElementException.class, iterator::next);
    iterator.remove();
    assertThrows(IllegalStateException.class, iterator::remove);
    assertFalse(cache.containsKey("k"));
  }

  private void assertUnchanged() {
    Map<Object, Object> all = new HashMap<>();
    cache.forEach(entry -> all.put(entry.getKey(), entry.getValue()));
    assertEquals(Map.of("k", "v"), all);
  }

  /** Cannot be stored by value. */
  private static final class NotSerializable {

    private final String content;

    NotSerializable(String content) {
      this.content = content;
    }

    @Override
    public String toString() {
      return content;
    }
  }

  /** Equal to itself only. */
  private static final class Identity implements java.io.Serializable {

    private static final long serialVersionUID = 1L;
  }
}
