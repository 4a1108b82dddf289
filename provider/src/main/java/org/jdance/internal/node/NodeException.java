package org.jdance.internal.node;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Why a node gave no reply: what kind of failure it was, and whether the request may have run on the server all the same. */
public final class NodeException extends RuntimeException {

  /** What a failure says about the server, or that it says nothing. */
  public enum Kind {
    /** No connection, or it broke. */
    UNREACHABLE,
    /** No reply in time. */
    TIMEOUT,
    /** A bound of the node or of the server on work at once was met. */
    OVERLOADED,
    /** The server answered that it will not: it is loading, read-only, out of memory, or wants other credentials. */
    REFUSED,
    /** The server answered what its protocol does not allow. */
    PROTOCOL,
    /** The server is another process than the one expected, so that what it holds may be old or gone. */
    RESTARTED,
    /** The node has not got this capability, or a key or value is beyond its limits; nothing was sent. Says nothing about the server's health. */
    UNSUPPORTED,
    /** This side gave up: it closed the node, abandoned the request or was interrupted. Says nothing about the server's health. */
    ABANDONED
  }

  @Serial private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final boolean mayHaveRun;

  /**
   * A failure.
   *
   * @param node the node's name
   * @param what what happened, to be read after the node's name; holds no key, value or secret
   */
  public NodeException(Kind kind, String node, String what, boolean mayHaveRun, @Nullable Throwable cause) {
    this(kind, "Node " + node + ": " + what + (mayHaveRun ? "; the request may have run" : "; the request did not run"), cause, mayHaveRun);
  }

  private NodeException(Kind kind, @Nullable String message, @Nullable Throwable cause, boolean mayHaveRun) {
    super(message, cause);
    this.kind = kind;
    this.mayHaveRun = mayHaveRun;
  }

  /** A failure of a request that was certainly not run. */
  public static NodeException notRun(Kind kind, String node, String what) {
    return new NodeException(kind, node, what, false, null);
  }

  /** A failure of a request that was sent, so that nobody knows whether it ran or will run. */
  public static NodeException mayHaveRun(Kind kind, String node, String what) {
    return new NodeException(kind, node, what, true, null);
  }

  /** What kind of failure it was. */
  public Kind kind() {
    return kind;
  }

  /** Whether the request may have changed the server, or may still do so. */
  public boolean mayHaveRun() {
    return mayHaveRun;
  }

  /** The failure of a question that belongs to a request which has run itself. */
  public NodeException besideOneThatRan() {
    return new NodeException(kind, getMessage() + "; what it was asked beside has run", this, true);
  }

  /** The same failure as thrown to one who awaited it: with a stack trace of the waiting thread, and this one as cause. */
  public NodeException forWaiter() {
    return new NodeException(kind, getMessage(), this, mayHaveRun);
  }
}
