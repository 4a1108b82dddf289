package org.jdance.internal.serial;

import java.io.Serializable;

/**
 * The canonical bytes of an enum constant, a list, set or map that lies in a key which is a Java serialization stream. Its name and field are a
 * part of the format.
 */
final class CanonicalForm implements Serializable {

  private static final long serialVersionUID = 1L;

  private final byte[] encoded;

  CanonicalForm(byte[] encoded) {
    this.encoded = encoded;
  }

  byte[] encoded() {
    return encoded;
  }
}
