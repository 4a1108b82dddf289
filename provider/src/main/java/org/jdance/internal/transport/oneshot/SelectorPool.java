package org.jdance.internal.transport.oneshot;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Waits for sockets, one at a time each. A selector is the only way to wait for a channel that an interrupt ends without closing the channel; it costs
 * two or three file descriptors, so they are kept.
 */
final class SelectorPool {

  private final ArrayBlockingQueue<Selector> idle;
  private volatile boolean closed;

  SelectorPool(int atMost) {
    this.idle = new ArrayBlockingQueue<>(atMost);
  }

  /**
   * Waits until the channel is ready for the operations, the time is over, the thread is interrupted or the selector is woken up.
   *
   * @param using is told the selector before it waits, and null when it no longer does
   */
  void await(SocketChannel channel, int ops, long nanos, Consumer<@Nullable Selector> using) throws IOException {
    Selector selector = idle.poll();
    if (selector == null) {
      selector = Selector.open();
    }
    boolean sound = false;
    try {
      using.accept(selector);
      SelectionKey key = channel.register(selector, ops);
      // Rounded up: a wait that is too short is only repeated.
      selector.select(Math.max(1, Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(nanos) + 1)));
      key.cancel();
      sound = true;
    } finally {
      using.accept(null);
      if (sound) {
        // Lets go of the channel: until then closing it would leave it open.
        selector.selectNow();
      }
      if (!sound || closed || !idle.offer(selector)) {
        selector.close();
      } else if (closed) {
        close();
      }
    }
  }

  void close() {
    closed = true;
    Selector selector = idle.poll();
    while (selector != null) {
      try {
        selector.close();
      } catch (IOException e) {
        // It is of no use any more either way.
      }
      selector = idle.poll();
    }
  }
}
