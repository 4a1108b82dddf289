package org.jdance.internal.near;

import org.jdance.CacheSerializationException;
import org.jdance.internal.entry.Payload;
import org.jdance.internal.serial.copy.Copier;

/** Values as a near cache keeps them: immutable ones are shared, of others everyone gets a copy. */
final class NearPayloads {

  private final Copier copier = new Copier();

  /** The value that was read, in the form to be kept. */
  Payload keep(Payload read) {
    Object own = read.view();
    try {
      return copier.copy(own) == own ? new Shared(own) : new Copied(own, copier);
    } catch (CacheSerializationException e) {
      // It can be read from its bytes as often as need be.
      return read;
    }
  }

  /** A value that may be shared. */
  private record Shared(Object value) implements Payload {

    @Override
    public String toString() {
      return "Shared";
    }
  }

  /** A value of which everyone gets a copy. */
  private record Copied(Object view, Copier copier) implements Payload {

    @Override
    public Object value() {
      return copier.copy(view);
    }

    @Override
    public String toString() {
      return "Copied";
    }
  }
}
