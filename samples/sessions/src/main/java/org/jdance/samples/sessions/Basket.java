package org.jdance.samples.sessions;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** A class of the application's own in a session. */
record Basket(List<String> articles) implements Serializable {

  static final Basket EMPTY = new Basket(List.of());

  Basket with(String article) {
    List<String> more = new ArrayList<>(articles);
    more.add(article);
    return new Basket(more);
  }
}
