package org.jdance.internal.serial;

import java.util.List;

/**
 * What bytes say of a class: its name and, where objects of it are written by their fields, the fields that serialization keeps, class by class
 * upwards. Names only.
 *
 * @param levels the class itself first, then the serializable ones above it; none for enums and arrays
 */
record Shape(Kind kind, String name, List<Level> levels) {

  /** What is made of the class. */
  enum Kind {
    OBJECT,
    RECORD,
    ENUM,
    ARRAY
  }

  /** One class of those that an object's fields come from. */
  record Level(String name, long serialVersionUid, List<Field> fields) {

    Level {
      fields = List.copyOf(fields);
    }
  }

  /**
   * One field.
   *
   * @param kind the code of a primitive type in array names, or L for any other
   */
  record Field(String name, char kind) {}

  Shape {
    levels = List.copyOf(levels);
  }
}
