package org.jdance.samples.failover;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a web application may keep of a visitor.
 *
 * @param user who it is
 * @param requests how many requests there were; it tells one state of a session from the next
 * @param lastPage the last page visited
 * @param cart what is in the shopping cart
 */
record Session(String user, int requests, String lastPage, List<String> cart) implements Serializable {

  /** The only session that a visitor can have after so many requests, so that what is read back can be compared whole. */
  static Session of(int visitor, int requests) {
    List<String> cart = IntStream.range(0, 2 + visitor % 5).mapToObj(item -> "article-" + (visitor * 31 + requests * 7 + item)).toList();
    return new Session("visitor" + visitor + "@example.org", requests, "/shop/shelf/" + (visitor + requests) % 97, cart);
  }

  /** The session after one more request. */
  Session next(int visitor) {
    return of(visitor, requests + 1);
  }

  /** The key under which a visitor's session is kept. */
  static String key(int visitor) {
    return "session-" + visitor;
  }
}
