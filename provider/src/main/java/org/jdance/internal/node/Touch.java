package org.jdance.internal.node;

import org.jdance.internal.entry.DeadlinePatch;
import org.jdance.internal.entry.Version;
import org.jspecify.annotations.Nullable;

/** How to change the life of what is there without writing it. */
public final class Touch {

  private final @Nullable DeadlinePatch patch;
  private final long now;
  private final @Nullable Version onlyVersion;
  private final long timeToLiveMillis;

  private Touch(@Nullable DeadlinePatch patch, long now, @Nullable Version onlyVersion, long timeToLiveMillis) {
    if (timeToLiveMillis <= 0) {
      throw new IllegalArgumentException("A time to live is positive, not " + timeToLiveMillis + " ms: what is over is deleted, not touched");
    }
    this.patch = patch;
    this.now = now;
    this.onlyVersion = onlyVersion;
    this.timeToLiveMillis = timeToLiveMillis;
  }

  /** A new time to live on the server, from now on, for whatever is there; needs {@link TouchKind#TIME_TO_LIVE}. */
  public static Touch timeToLive(long timeToLiveMillis) {
    return new Touch(null, 0, null, timeToLiveMillis);
  }

  /**
   * A new deadline inside the envelope and a new time to live on the server, if there is a live envelope; needs {@link TouchKind#DEADLINE}.
   *
   * @param patch the deadline, made for the entry's full key
   * @param now the moment at which the entry must not be expired
   * @param timeToLiveMillis the server's time to live from now on
   */
  public static Touch deadline(DeadlinePatch patch, long now, long timeToLiveMillis) {
    return new Touch(patch, now, null, timeToLiveMillis);
  }

  /** The same touch, but of this version only. */
  public Touch onlyOf(Version version) {
    if (patch == null) {
      throw new IllegalArgumentException("Only a touch of the deadline looks at the version");
    }
    return new Touch(patch, now, version, timeToLiveMillis);
  }

  /** The deadline to put into the envelope, or null if only the server's time to live changes. */
  public @Nullable DeadlinePatch patch() {
    return patch;
  }

  /** With a patch, the moment at which the entry must not be expired. */
  public long now() {
    return now;
  }

  /** With a patch, the version that alone is to be touched, or null for any. */
  public @Nullable Version onlyVersion() {
    return onlyVersion;
  }

  /** After how many milliseconds from now the server may drop it, or {@link Node#NO_EXPIRY}. */
  public long timeToLiveMillis() {
    return timeToLiveMillis;
  }
}
