package org.jdance.internal.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Hibernate's keys hold a hash code that differs between JVMs; the classes here have the names and fields of the real ones. */
class DerivedFieldsTest {

  private static final String KEY = "org.hibernate.cache.internal.BasicCacheKeyImplementation";

  private static final SourceClasses HIBERNATE =
      SourceClasses.of(
          KEY,
          """
          package org.hibernate.cache.internal;
          public final class BasicCacheKeyImplementation implements java.io.Serializable {
            final java.io.Serializable id;
            private final String entityOrRoleName;
            private final int hashCode;
            public BasicCacheKeyImplementation(java.io.Serializable id, String name, Integer hash) {
              this.id = id; entityOrRoleName = name; hashCode = hash;
            }
            @Override public int hashCode() { return hashCode; }
            @Override public boolean equals(Object other) {
              return other instanceof BasicCacheKeyImplementation key && hashCode == key.hashCode && id.equals(key.id)
                && entityOrRoleName.equals(key.entityOrRoleName);
            }
          }
          """);

  private static Object key(int id, int hash) {
    return HIBERNATE.make(KEY, id, "Book", hash);
  }

  @Test
  void theHashOfAnotherJvmMakesNoOtherKey() {
    Serialization one = Serials.learning(HIBERNATE);
    Serialization two = Serials.learning(HIBERNATE);
    byte[] bytes = one.keys().encode(key(1, 4711));
    assertArrayEquals(bytes, two.keys().encode(key(1, 815)));
    assertFalse(Arrays.equals(bytes, one.keys().encode(key(2, 4711))));
    Object read = two.keys().decode(bytes);
    assertNotNull(read);
    assertArrayEquals(bytes, two.keys().encode(read));
    assertEquals(0, one.counts().learnedClasses());
  }

  @Test
  void theKeyItselfIsLeftAsItIs() {
    Object key = key(1, 4711);
    Serials.learning(HIBERNATE).keys().encode(key);
    assertEquals(4711, key.hashCode());
  }
}
