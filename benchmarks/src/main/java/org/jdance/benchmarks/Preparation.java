package org.jdance.benchmarks;

/** Fills a cache and proves that it stores as it was asked to, because a cache that does less is fast for the wrong reason. */
final class Preparation {
  private Preparation() {}

  /**
   * Fills the cache with all keys.
   *
   * @throws IllegalStateException if the cache lost or changed an entry, or by value handed out what it keeps, or by reference a copy
   */
  static void fill(Subject subject, Target target, Dataset data) {
    for (int i = 0; i < data.keyCount(); i++) {
      target.put(Dataset.key(i), data.valueAt(i));
    }
    if (!subject.stores()) {
      return;
    }
    for (int i = 0; i < data.keyCount(); i++) {
      require(data.kind().areEqual(data.valueAt(i), read(subject, target, i)), subject, "an entry reads as another value than the one put");
    }
    if (!subject.isStoreByValue()) {
      require(read(subject, target, 0) == data.valueAt(0), subject, "it stores by reference, but a read gives another object than the one put");
    } else if (data.kind().isMutable()) {
      provePrivateCopy(subject, target, data);
    }
  }

  private static void provePrivateCopy(Subject subject, Target target, Dataset data) {
    ValueKind kind = data.kind();
    Object put = kind.create(0);
    target.put(Dataset.key(0), put);
    kind.change(put);
    Object first = read(subject, target, 0);
    require(kind.areEqual(kind.create(0), first), subject, "it stores by value, but a change of the object that was put changes the entry");
    kind.change(first);
    require(kind.areEqual(kind.create(0), read(subject, target, 0)), subject,
        "it stores by value, but a change of the object that was read changes the entry");
  }

  private static Object read(Subject subject, Target target, int index) {
    Object value = target.get(Dataset.key(index));
    if (value == null) {
      throw new IllegalStateException("Subject " + subject.label() + " lost an entry while it was filled; give it room for all keys.");
    }
    return value;
  }

  private static void require(boolean fact, Subject subject, String otherwise) {
    if (!fact) {
      throw new IllegalStateException("Subject " + subject.label() + " does not do what is measured: " + otherwise + ".");
    }
  }
}
