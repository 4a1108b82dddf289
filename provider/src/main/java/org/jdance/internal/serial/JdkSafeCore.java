package org.jdance.internal.serial;

import java.util.Set;

/** The written list of JDK classes that every cache may read: data, and collections that run no code but their elements' own. */
final class JdkSafeCore {

  /** Packages of data only; {@code java.time} writes its classes through one class for each package. */
  private static final Set<String> PACKAGES = Set.of("java.time", "java.time.chrono", "java.time.temporal", "java.time.zone", "java.math");

  private static final Set<String> CLASSES =
      Set.of(
          // Values, and the types that arrays and superclasses name
          "java.lang.Boolean",
          "java.lang.Byte",
          "java.lang.Character",
          "java.lang.Comparable",
          "java.lang.Double",
          "java.lang.Enum",
          "java.lang.Float",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Number",
          "java.lang.Object",
          "java.lang.Short",
          "java.lang.String",
          "java.io.Serializable",
          "java.util.Calendar",
          "java.util.Currency",
          "java.util.Date",
          "java.util.GregorianCalendar",
          "java.util.Locale",
          "java.util.SimpleTimeZone",
          "java.util.TimeZone",
          "java.util.UUID",
          "sun.util.calendar.ZoneInfo",
          "java.sql.Date",
          "java.sql.Time",
          "java.sql.Timestamp",
          // Collections
          "java.util.AbstractCollection",
          "java.util.AbstractList",
          "java.util.AbstractMap",
          "java.util.AbstractMap$SimpleEntry",
          "java.util.AbstractMap$SimpleImmutableEntry",
          "java.util.AbstractSet",
          "java.util.ArrayDeque",
          "java.util.ArrayList",
          "java.util.Arrays$ArrayList",
          "java.util.BitSet",
          "java.util.CollSer",
          "java.util.EnumMap",
          "java.util.EnumSet",
          "java.util.EnumSet$SerializationProxy",
          "java.util.HashMap",
          "java.util.HashSet",
          "java.util.Hashtable",
          "java.util.IdentityHashMap",
          "java.util.LinkedHashMap",
          "java.util.LinkedHashSet",
          "java.util.LinkedList",
          "java.util.Map$Entry",
          "java.util.PriorityQueue",
          "java.util.Properties",
          "java.util.Stack",
          "java.util.TreeMap",
          "java.util.TreeSet",
          "java.util.Vector",
          "java.util.Collections$EmptyList",
          "java.util.Collections$EmptyMap",
          "java.util.Collections$EmptySet",
          "java.util.Collections$SetFromMap",
          "java.util.Collections$SingletonList",
          "java.util.Collections$SingletonMap",
          "java.util.Collections$SingletonSet",
          "java.util.Collections$SynchronizedCollection",
          "java.util.Collections$SynchronizedList",
          "java.util.Collections$SynchronizedMap",
          "java.util.Collections$SynchronizedNavigableMap",
          "java.util.Collections$SynchronizedNavigableSet",
          "java.util.Collections$SynchronizedRandomAccessList",
          "java.util.Collections$SynchronizedSet",
          "java.util.Collections$SynchronizedSortedMap",
          "java.util.Collections$SynchronizedSortedSet",
          "java.util.Collections$UnmodifiableCollection",
          "java.util.Collections$UnmodifiableList",
          "java.util.Collections$UnmodifiableMap",
          "java.util.Collections$UnmodifiableNavigableMap",
          "java.util.Collections$UnmodifiableNavigableSet",
          "java.util.Collections$UnmodifiableRandomAccessList",
          "java.util.Collections$UnmodifiableSet",
          "java.util.Collections$UnmodifiableSortedMap",
          "java.util.Collections$UnmodifiableSortedSet",
          "java.util.concurrent.ConcurrentHashMap",
          "java.util.concurrent.ConcurrentHashMap$Segment",
          "java.util.concurrent.ConcurrentLinkedDeque",
          "java.util.concurrent.ConcurrentLinkedQueue",
          "java.util.concurrent.ConcurrentSkipListMap",
          "java.util.concurrent.ConcurrentSkipListSet",
          "java.util.concurrent.CopyOnWriteArrayList",
          "java.util.concurrent.CopyOnWriteArraySet",
          "java.util.concurrent.atomic.AtomicBoolean",
          "java.util.concurrent.atomic.AtomicInteger",
          "java.util.concurrent.atomic.AtomicLong",
          "java.util.concurrent.atomic.AtomicReference",
          // The locks that a ConcurrentHashMap writes for the sake of older readers
          "java.util.concurrent.locks.AbstractOwnableSynchronizer",
          "java.util.concurrent.locks.AbstractQueuedSynchronizer",
          "java.util.concurrent.locks.ReentrantLock",
          "java.util.concurrent.locks.ReentrantLock$NonfairSync",
          "java.util.concurrent.locks.ReentrantLock$Sync",
          // The comparators of sorted collections that run no other code
          "java.lang.String$CaseInsensitiveComparator",
          "java.util.Collections$ReverseComparator",
          "java.util.Collections$ReverseComparator2",
          "java.util.Comparators$NaturalOrderComparator",
          // Exceptions, for caches of failures
          "java.lang.ArithmeticException",
          "java.lang.ArrayIndexOutOfBoundsException",
          "java.lang.ArrayStoreException",
          "java.lang.ClassCastException",
          "java.lang.Exception",
          "java.lang.IllegalArgumentException",
          "java.lang.IllegalCallerException",
          "java.lang.IllegalMonitorStateException",
          "java.lang.IllegalStateException",
          "java.lang.IllegalThreadStateException",
          "java.lang.IndexOutOfBoundsException",
          "java.lang.NegativeArraySizeException",
          "java.lang.NullPointerException",
          "java.lang.NumberFormatException",
          "java.lang.RuntimeException",
          "java.lang.SecurityException",
          "java.lang.StackTraceElement",
          "java.lang.StringIndexOutOfBoundsException",
          "java.lang.Throwable",
          "java.lang.UnsupportedOperationException",
          "java.util.ConcurrentModificationException",
          "java.util.EmptyStackException",
          "java.util.InputMismatchException",
          "java.util.MissingResourceException",
          "java.util.NoSuchElementException");

  private JdkSafeCore() {}

  static boolean contains(String className) {
    return CLASSES.contains(className) || (className.startsWith("java.") && PACKAGES.contains(ClassNames.packageOf(className)));
  }

  /** The names on the list, for the test that all of them are the names of classes. */
  static Set<String> classNames() {
    return CLASSES;
  }
}
