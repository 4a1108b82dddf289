package org.jdance.internal.serial.copy;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;

/** Changes the list that holds it while it is written. */
@SuppressWarnings("serial") // Never read.
final class CopySaboteur implements Serializable {

  private final List<Object> list;

  CopySaboteur(List<Object> list) {
    this.list = list;
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    list.add("one more");
    out.defaultWriteObject();
  }
}
