package org.jdance.internal.node;

/**
 * What one node can do, as data: callers decide by it, never by the kind of node.
 *
 * @param conditionalWrites whether writes and deletions under "if absent" and "if token matches" are atomic on the server, and tokens are given
 * @param tokensBoundToConnection whether a token is of use only on the connection that gave it
 * @param ifNewer whether the server itself compares versions, in one step with the write
 * @param touch what of an entry's life can be changed without writing it
 * @param listing how far the server can tell which keys it holds
 * @param maxKeyBytes the longest key, before the node puts it into what the protocol allows
 * @param maxValueBytes the longest value
 * @param emptyValues whether a value without bytes can be told from none
 * @param expiryGranularityMillis how much longer than its time to live a value may be answered, never shorter; {@link #NO_EXPIRY_KEPT} where
 *     the server keeps no time to live, which is then not refused but has no effect
 * @param tellsRemainingLife whether a read says what is left of the time to live
 * @param tellsProcess whether the server says which process it is, so that a restart is noticed before anything it holds is read
 * @param refusesOtherStamps whether touches and all writes and deletions but unconditional ones look at the {@link Guard} in their one step on the
 *     server, and do nothing under another stamp
 */
public record NodeCapabilities(
    boolean conditionalWrites,
    boolean tokensBoundToConnection,
    boolean ifNewer,
    TouchKind touch,
    ListingKind listing,
    int maxKeyBytes,
    int maxValueBytes,
    boolean emptyValues,
    long expiryGranularityMillis,
    boolean tellsRemainingLife,
    boolean tellsProcess,
    boolean refusesOtherStamps) {

  /** The granularity of a server that keeps no time to live per value. */
  public static final long NO_EXPIRY_KEPT = Long.MAX_VALUE;

  public NodeCapabilities {
    require(maxKeyBytes > 0, "maxKeyBytes must be positive");
    require(maxValueBytes > 0, "maxValueBytes must be positive");
    require(expiryGranularityMillis > 0, "expiryGranularityMillis must be positive");
    require(conditionalWrites || !tokensBoundToConnection, "Without conditional writes there are no tokens to be bound");
    require(
        expiryGranularityMillis != NO_EXPIRY_KEPT || (touch == TouchKind.NONE && !tellsRemainingLife),
        "Without a time to live there is none to touch or to tell");
  }

  /** Whether the server keeps a time to live per value. */
  public boolean keepsExpiry() {
    return expiryGranularityMillis != NO_EXPIRY_KEPT;
  }

  /** A builder that begins with a server that can store and read and nothing more. */
  public static Builder builder(int maxKeyBytes, int maxValueBytes) {
    return new Builder(maxKeyBytes, maxValueBytes);
  }

  private static void require(boolean condition, String sentence) {
    if (!condition) {
      throw new IllegalArgumentException(sentence);
    }
  }

  /** Collects capabilities by name. */
  public static final class Builder {

    private final int maxKeyBytes;
    private final int maxValueBytes;
    private boolean conditionalWrites;
    private boolean tokensBoundToConnection;
    private boolean ifNewer;
    private TouchKind touch = TouchKind.NONE;
    private ListingKind listing = ListingKind.NONE;
    private boolean emptyValues;
    private long expiryGranularityMillis = NO_EXPIRY_KEPT;
    private boolean tellsRemainingLife;
    private boolean tellsProcess;
    private boolean refusesOtherStamps;

    private Builder(int maxKeyBytes, int maxValueBytes) {
      this.maxKeyBytes = maxKeyBytes;
      this.maxValueBytes = maxValueBytes;
    }

    /** Conditional writes, with tokens that are good on any connection. */
    public Builder conditionalWrites() {
      conditionalWrites = true;
      return this;
    }

    /** Conditional writes, with tokens that are good on their own connection only. */
    public Builder conditionalWritesByConnection() {
      tokensBoundToConnection = true;
      return conditionalWrites();
    }

    /** Writes if newer. */
    public Builder ifNewer() {
      ifNewer = true;
      return this;
    }

    /** Touches of this kind. */
    public Builder touch(TouchKind kind) {
      touch = kind;
      return this;
    }

    /** Listings of this kind. */
    public Builder listing(ListingKind kind) {
      listing = kind;
      return this;
    }

    /** Values without bytes. */
    public Builder emptyValues() {
      emptyValues = true;
      return this;
    }

    /** A time to live per value, kept this exactly. */
    public Builder expiry(long granularityMillis) {
      expiryGranularityMillis = granularityMillis;
      return this;
    }

    /** Reads that say what is left of the time to live. */
    public Builder tellsRemainingLife() {
      tellsRemainingLife = true;
      return this;
    }

    /** A server that says which process it is. */
    public Builder tellsProcess() {
      tellsProcess = true;
      return this;
    }

    /** A server that looks at the guard in the same step. */
    public Builder refusesOtherStamps() {
      refusesOtherStamps = true;
      return this;
    }

    /** The capabilities; {@link IllegalArgumentException} if they contradict each other. */
    public NodeCapabilities build() {
      return new NodeCapabilities(
          conditionalWrites,
          tokensBoundToConnection,
          ifNewer,
          touch,
          listing,
          maxKeyBytes,
          maxValueBytes,
          emptyValues,
          expiryGranularityMillis,
          tellsRemainingLife,
          tellsProcess,
          refusesOtherStamps);
    }
  }
}
