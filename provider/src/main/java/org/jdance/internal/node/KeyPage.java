package org.jdance.internal.node;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a listing.
 *
 * @param keys the keys, perhaps none
 * @param next where the next page begins, or null after the last
 */
public record KeyPage(List<byte[]> keys, @Nullable ListCursor next) {

  public KeyPage {
    keys = List.copyOf(keys);
  }
}
