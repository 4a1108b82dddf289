package org.jdance.internal.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.client.keys.WireKeys;
import org.jdance.internal.client.view.FleetState;
import org.jdance.internal.node.KeyPage;
import org.jdance.internal.node.ListCursor;
import org.jspecify.annotations.Nullable;

/** All copies that one node has, of all caches of the namespace, from the node's own listing. */
final class ListedCopies implements RefillSource {

  /** About how many keys are looked at at once. */
  static final int PAGE = 200;

  private final String node;
  private final byte[] namespacePrefix;
  private final String namespace;
  private @Nullable CacheLives lives;
  private @Nullable ListCursor cursor;
  private @Nullable KeyPage present;
  private boolean over;

  ListedCopies(String namespace, String node) {
    this.namespace = namespace;
    this.namespacePrefix = WireKeys.namespacePrefix(namespace);
    this.node = node;
  }

  @Override
  public @Nullable List<RefillPiece> page(FleetState state, Deadline within) {
    int index = state.view().indexOf(node);
    if (over || index < 0) {
      return null;
    }
    KeyPage listed = present;
    if (listed == null) {
      Deadline share = within.share(3);
      listed = state.node(index).node().list(namespacePrefix, cursor, PAGE, share).await(share);
      present = listed;
    }
    List<RefillPiece> pieces = new ArrayList<>(listed.keys().size());
    for (byte[] key : listed.keys()) {
      RefillPiece piece = piece(state, index, key);
      if (piece != null) {
        pieces.add(piece);
      }
    }
    return pieces;
  }

  @Override
  public String lister() {
    return node;
  }

  @Override
  public void advance() {
    KeyPage listed = present;
    if (listed != null) {
      cursor = listed.next();
      over = cursor == null;
      present = null;
    }
  }

  /** The entry that a key stands for in its node's and its cache's present life; null for anything else. */
  private @Nullable RefillPiece piece(FleetState state, int index, byte[] key) {
    CacheLives current = lives;
    if (current == null || current.state() != state) {
      current = new CacheLives(namespace, state);
      lives = current;
    }
    int end = namespacePrefix.length;
    while (end < key.length && key[end] != '/') {
      end++;
    }
    if (end >= key.length) {
      return null;
    }
    String cachePart = new String(key, namespacePrefix.length, end - namespacePrefix.length, StandardCharsets.US_ASCII);
    byte[] prefix = current.prefix(cachePart, index);
    boolean alive = key.length > prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    return alive ? new RefillPiece(index, key, cachePart, Arrays.copyOfRange(key, prefix.length, key.length)) : null;
  }
}
