package org.jdance.internal.transport;

import java.util.List;

/** What is said first on one new connection, before any other request goes over it. */
public interface Greeting {

  /** The requests, sent at once and in this order; at least one. */
  List<? extends Request<?>> requests();

  /**
   * Judges the replies, once all are there; each request has its reply or its failure.
   *
   * @return what the node wants to know of this connection; requests get it while they are sent ({@link Request#encode}) and received
   * @throws GreetingRefused if the connection must not be used
   */
  Object judge() throws GreetingRefused;
}
