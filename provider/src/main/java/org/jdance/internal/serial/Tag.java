package org.jdance.internal.serial;

/**
 * The first byte of every encoded object: what it is and how the rest is read. It is the version too: a number once given keeps its meaning
 * for ever, and another encoding of the same type takes another number.
 */
final class Tag {

  static final byte NULL = 0x01;
  static final byte FALSE = 0x02;
  static final byte TRUE = 0x03;
  static final byte BYTE = 0x04;
  static final byte SHORT = 0x05;
  static final byte CHARACTER = 0x06;
  static final byte INTEGER = 0x07;
  static final byte LONG = 0x08;
  static final byte FLOAT = 0x09;
  static final byte DOUBLE = 0x0a;
  /** A string as UTF-8. */
  static final byte STRING = 0x0b;
  /** A string with unpaired surrogates, which UTF-8 cannot carry, as UTF-16. */
  static final byte STRING_UTF16 = 0x0c;
  static final byte BYTES = 0x0d;
  static final byte UUID = 0x0e;
  static final byte BIG_INTEGER = 0x0f;
  static final byte BIG_DECIMAL = 0x10;
  static final byte INSTANT = 0x11;
  static final byte DURATION = 0x12;
  static final byte LOCAL_DATE = 0x13;
  static final byte LOCAL_TIME = 0x14;
  static final byte LOCAL_DATE_TIME = 0x15;
  static final byte DATE = 0x16;
  static final byte ENUM = 0x17;

  /** Within a graph: an instant of whole seconds, 1970 to 2106. */
  static final byte INSTANT_SECONDS = 0x18;

  /** Within a graph: a duration of whole seconds. */
  static final byte DURATION_SECONDS = 0x19;

  /** Within a graph: a string that is a UUID as {@code UUID.toString} has it. */
  static final byte UUID_STRING = 0x1a;

  /** A string that occurred before, by its number. */
  static final byte STRING_AGAIN = 0x1b;

  /** An object that occurred before, by its number. */
  static final byte OBJECT_AGAIN = 0x1c;

  /** Collections of values, which come back as the type they were. */
  static final byte ARRAY_LIST = 0x20;

  /** {@code Arrays.asList}: elements may be set, none added. */
  static final byte FIXED_LIST = 0x21;

  /** {@code List.of} and its like: unmodifiable, no nulls. */
  static final byte IMMUTABLE_LIST = 0x22;

  /** {@code Collections.unmodifiableList} and its like: unmodifiable, nulls allowed. */
  static final byte UNMODIFIABLE_LIST = 0x23;
  static final byte HASH_SET = 0x24;
  static final byte LINKED_SET = 0x25;
  static final byte TREE_SET = 0x26;
  static final byte IMMUTABLE_SET = 0x27;
  static final byte UNMODIFIABLE_SET = 0x28;
  static final byte HASH_MAP = 0x29;
  static final byte LINKED_MAP = 0x2a;
  static final byte TREE_MAP = 0x2b;
  static final byte IMMUTABLE_MAP = 0x2c;
  static final byte UNMODIFIABLE_MAP = 0x2d;
  static final byte LINKED_LIST = 0x2e;
  static final byte ARRAY_DEQUE = 0x2f;
  static final byte CONCURRENT_MAP = 0x30;
  static final byte COPY_ON_WRITE_LIST = 0x31;

  /** Arrays: the class where it is one of objects, the count, the elements. */
  static final byte OBJECTS = 0x32;
  static final byte BOOLEANS = 0x33;
  static final byte SHORTS = 0x34;
  static final byte CHARS = 0x35;
  static final byte INTS = 0x36;
  static final byte LONGS = 0x37;
  static final byte FLOATS = 0x38;
  static final byte DOUBLES = 0x39;

  /** An object or a record by its fields: class, then the fields in the order that the class's shape has them. */
  static final byte FIELDS = 0x3a;

  /** An enum constant in a graph: class, then name. */
  static final byte CONSTANT = 0x3b;

  /** An object of the JDK that shares nothing with others, as a Java serialization stream behind its length. */
  static final byte JAVA_PART = 0x3c;

  /** Collections in keys: by content only, since a list equals every list of the same elements. */
  static final byte KEY_LIST = 0x40;
  static final byte KEY_SET = 0x41;
  static final byte KEY_MAP = 0x42;

  /** A key, or an element of a key's list, as a Java serialization stream behind its length. */
  static final byte KEY_JAVA = 0x43;

  /** A value as a Java serialization stream, which takes the rest of the bytes. */
  static final byte JAVA = 0x60;

  /** From here on, in the tag itself: the length of a string of Latin-1, up to {@link #MAX_SHORT}. */
  static final int SHORT_STRING = 0x80;

  static final int MAX_SHORT = 0x3f;

  /** From here on, in the tag itself: the size of an {@code ArrayList}, up to {@link #MAX_FEW}. */
  static final int SHORT_LIST = 0xc0;

  /** From here on, in the tag itself: the size of a {@code HashMap}, up to {@link #MAX_FEW}. */
  static final int SHORT_MAP = 0xd0;

  static final int MAX_FEW = 0x0f;

  private Tag() {}
}
