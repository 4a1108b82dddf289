package org.jdance.internal.transport;

/** What a kind of node tells the transport of its protocol. */
public interface Protocol {

  /** The greeting of a new connection. */
  Greeting greeting();

  /** What parses replies on a new connection: holds the state of a reply of which only a part has come. Given to requests as it is. */
  Object newParser();

  /** How many bytes one reply may have. */
  long maxReplyBytes();
}
