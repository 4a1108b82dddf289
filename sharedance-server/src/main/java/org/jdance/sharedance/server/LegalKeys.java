package org.jdance.sharedance.server;

/** Which keys the protocol has: those that are names of files. */
final class LegalKeys {

  /** The longest key: a file name has 255 bytes, and the name of the file that is being written has one more. */
  static final int MAX_BYTES = 254;

  private LegalKeys() {}

  /** Whether these bytes are a key. */
  static boolean isLegal(byte[] bytes, int offset, int length) {
    if (length < 1 || length > MAX_BYTES) {
      return false;
    }
    for (int i = offset; i < offset + length; i++) {
      if (!isLegal(bytes[i])) {
        return false;
      }
    }
    return true;
  }

  /** Whether this part of a file's name is a key. */
  static boolean isLegal(String name, int offset) {
    if (name.length() == offset || name.length() - offset > MAX_BYTES) {
      return false;
    }
    for (int i = offset; i < name.length(); i++) {
      if (!isLegal(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLegal(int c) {
    return c >= 32 && c <= 126 && c != '.' && c != '/';
  }
}
