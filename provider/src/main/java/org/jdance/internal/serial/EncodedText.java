package org.jdance.internal.serial;

import org.jspecify.annotations.Nullable;

/** The one kind of encoded key that can be read without knowing the application's classes and limits: a text. */
public final class EncodedText {

  private EncodedText() {}

  /** The String whose canonical form these bytes are, or null if they are that of anything else. */
  public static @Nullable String of(byte[] encoded) {
    if (encoded.length == 0 || encoded[0] != Tag.STRING) {
      return null;
    }
    try {
      ByteSource source = new ByteSource(encoded);
      String text = Strings.read(source);
      source.requireEnd();
      return text;
    } catch (UndecodableException e) {
      return null;
    }
  }
}
