package org.jdance.internal.serial;

import org.jspecify.annotations.Nullable;

/** Questions about class names as {@link Class#getName()} and serialization streams spell them. */
final class ClassNames {

  /** The longest class name that is printed. */
  private static final int MAX_PRINTED = 200;

  private static final String PRIMITIVE_CODES = "BCDFIJSZ";

  private ClassNames() {}

  /**
   * The class that an array's elements are of in the end, or the name itself if it is none of an array.
   *
   * @return null for arrays of a primitive type
   * @throws UndecodableException if the name begins as that of an array and isn't one
   */
  static @Nullable String element(String name) throws UndecodableException {
    int dimensions = 0;
    while (dimensions < name.length() && name.charAt(dimensions) == '[') {
      dimensions++;
    }
    if (dimensions == 0) {
      return name;
    }
    int rest = name.length() - dimensions;
    if (rest == 1 && PRIMITIVE_CODES.indexOf(name.charAt(dimensions)) >= 0) {
      return null;
    }
    if (rest > 2 && name.charAt(dimensions) == 'L' && name.indexOf(';') == name.length() - 1) {
      return name.substring(dimensions + 1, name.length() - 1);
    }
    throw UndecodableException.damaged("malformed name of an array class");
  }

  /** The class itself, or that which an array's elements are of in the end. */
  static Class<?> element(Class<?> type) {
    Class<?> element = type;
    for (Class<?> inner = element.getComponentType(); inner != null; inner = inner.getComponentType()) {
      element = inner;
    }
    return element;
  }

  /** The package of a class, empty for the unnamed one. */
  static String packageOf(String className) {
    int dot = className.lastIndexOf('.');
    return dot < 0 ? "" : className.substring(0, dot);
  }

  /** Whether each part between dots is a Java identifier. */
  static boolean isQualifiedName(String name) {
    boolean expectStart = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (expectStart ? !Character.isJavaIdentifierStart(c) : c != '.' && !Character.isJavaIdentifierPart(c)) {
        return false;
      }
      expectStart = c == '.';
    }
    return !expectStart;
  }

  /** A name from foreign bytes made fit for a log line. */
  static String printable(String name) {
    String head = name.length() > MAX_PRINTED ? name.substring(0, MAX_PRINTED) : name;
    StringBuilder printable = new StringBuilder(head.length());
    for (int i = 0; i < head.length(); i++) {
      char c = head.charAt(i);
      boolean plain = (c > ' ' && c < 0x7f) || (c > 0xa0 && Character.isLetterOrDigit(c));
      printable.append(plain ? c : '?');
    }
    return head.length() < name.length() ? printable.append("...").toString() : printable.toString();
  }
}
