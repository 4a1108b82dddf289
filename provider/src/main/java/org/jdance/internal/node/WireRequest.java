package org.jdance.internal.node;

import org.jdance.internal.node.NodeException.Kind;
import org.jdance.internal.transport.FailureKind;
import org.jdance.internal.transport.Request;
import org.jspecify.annotations.Nullable;

/**
 * A request of a node over the transport, whose failures are those of a node.
 *
 * @param <T> the reply
 */
public abstract class WireRequest<T> extends Request<T> implements Pending<T> {

  /** The name of the node, for messages. */
  protected abstract String nodeName();

  /** Ends the request with a failure of which the server said, or this node knows, that it did not run. */
  protected final void failNotRun(Kind kind, String what) {
    fail(NodeException.notRun(kind, nodeName(), what));
  }

  @Override
  protected final RuntimeException failure(FailureKind kind, String what, boolean mayHaveRun, @Nullable Throwable cause) {
    return new NodeException(kindOf(kind), nodeName(), what, mayHaveRun, cause);
  }

  @Override
  protected final RuntimeException forWaiter(RuntimeException failure) {
    return failure instanceof NodeException e ? e.forWaiter() : failure;
  }

  private static Kind kindOf(FailureKind kind) {
    return switch (kind) {
      case UNREACHABLE -> Kind.UNREACHABLE;
      case TIMEOUT -> Kind.TIMEOUT;
      case OVERLOADED -> Kind.OVERLOADED;
      case REFUSED -> Kind.REFUSED;
      case PROTOCOL -> Kind.PROTOCOL;
      case RESTARTED -> Kind.RESTARTED;
      case ABANDONED -> Kind.ABANDONED;
    };
  }
}
