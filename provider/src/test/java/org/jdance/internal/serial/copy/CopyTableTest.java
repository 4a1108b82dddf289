package org.jdance.internal.serial.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.IdentityHashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CopyTableTest {

  @Test
  void behavesLikeAnIdentityMap() {
    Random random = new Random(5);
    CopyTable table = new CopyTable();
    IdentityHashMap<Object, Object> model = new IdentityHashMap<>();
    Object[] keys = new Object[500];
    for (int i = 0; i < keys.length; i++) {
      // All are equal, and still each is another one.
      keys[i] = new String("key");
    }
    for (int step = 0; step < 5_000; step++) {
      // At first few keys, so that all sizes of the table are met.
      Object key = keys[random.nextInt(Math.min(keys.length, 1 + step / 5))];
      assertSame(model.get(key), table.get(key));
      if (random.nextBoolean()) {
        Object copy = new Object();
        table.put(key, copy);
        model.put(key, copy);
      }
    }
    for (Object key : keys) {
      assertSame(model.get(key), table.get(key));
    }
    assertNull(table.get("key"));
    int count = 0;
    for (Object slot : table.contents()) {
      count += slot == null ? 0 : 1;
    }
    assertEquals(2 * model.size(), count);
  }
}
