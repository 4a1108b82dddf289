package org.jdance.internal.node.sharedance;

import java.util.function.Function;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.Pending;
import org.jdance.internal.transport.oneshot.Exchange;
import org.jdance.internal.transport.oneshot.OneShotException;

/** An exchange whose bytes have a meaning. */
final class AnsweredExchange<T> implements Pending<T> {

  private final String node;
  private final Exchange exchange;
  private final Function<byte[], T> meaning;

  AnsweredExchange(String node, Exchange exchange, Function<byte[], T> meaning) {
    this.node = node;
    this.exchange = exchange;
    this.meaning = meaning;
  }

  @Override
  public T await(Deadline within) {
    byte[] reply;
    try {
      reply = exchange.await(within);
    } catch (OneShotException e) {
      throw new NodeException(kind(e.kind()), node, String.valueOf(e.getMessage()), e.mayHaveRun(), e);
    }
    return meaning.apply(reply);
  }

  @Override
  public boolean isDone() {
    return exchange.isDone();
  }

  @Override
  public void abandon() {
    exchange.abandon();
  }

  private static NodeException.Kind kind(OneShotException.Kind kind) {
    return switch (kind) {
      case UNREACHABLE -> NodeException.Kind.UNREACHABLE;
      case TIMEOUT -> NodeException.Kind.TIMEOUT;
      case OVERLOADED -> NodeException.Kind.OVERLOADED;
      case TOO_LONG -> NodeException.Kind.PROTOCOL;
      case ABANDONED -> NodeException.Kind.ABANDONED;
    };
  }
}
