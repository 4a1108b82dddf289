package org.jdance.internal.transport;

/** Why the transport could not get a reply; each is a kind of failure of a node. */
public enum FailureKind {
  /** No connection, or it broke. */
  UNREACHABLE,
  /** Not in time. */
  TIMEOUT,
  /** A bound on work at once was met. */
  OVERLOADED,
  /** The server answered that it will not. */
  REFUSED,
  /** The server answered what its protocol does not allow. */
  PROTOCOL,
  /** The server is another process than the one expected. */
  RESTARTED,
  /** This side gave up. */
  ABANDONED
}
