package org.jdance.internal.client;

import java.util.Objects;
import org.jdance.internal.entry.Version;
import org.jspecify.annotations.Nullable;

/** The mark of a state of an entry: two of one version are the same state, wherever it was read and whatever more is known of it. */
sealed interface KnownVersion permits Found, KnownVersion.Alone {

  /** The version, if there is an envelope to have one. */
  @Nullable Version version();

  /** A version and nothing else, which can be kept for long. */
  final class Alone implements KnownVersion {

    private final @Nullable Version version;

    Alone(@Nullable Version version) {
      this.version = version;
    }

    @Override
    public @Nullable Version version() {
      return version;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other || (other instanceof KnownVersion known && version != null && version.equals(known.version()));
    }

    @Override
    public int hashCode() {
      return Objects.hashCode(version);
    }
  }
}
