package org.jdance.internal.node;

import org.jdance.internal.node.NodeException.Kind;
import org.jspecify.annotations.Nullable;

/** The check that every node makes of a request before it sends anything: is it within the node's capabilities? */
public final class RequestCheck {

  private final String node;
  private final NodeCapabilities capabilities;

  /** A check for the node of this name. */
  public RequestCheck(String node, NodeCapabilities capabilities) {
    this.node = node;
    this.capabilities = capabilities;
  }

  /** What stands against using this key, or null. */
  public @Nullable NodeException ofKey(byte[] key) {
    if (key.length == 0) {
      return unsupported("a key has at least one byte");
    }
    if (key.length > capabilities.maxKeyBytes()) {
      return unsupported("the key has " + key.length + " bytes, more than the " + capabilities.maxKeyBytes() + " that this server carries");
    }
    return null;
  }

  /** What stands against this write, or null. */
  public @Nullable NodeException ofWrite(NodeWrite write) {
    if (write.condition() == WriteCondition.Simple.IF_NEWER && !capabilities.ifNewer()) {
      return unsupported("this server cannot compare versions, so a write under \"if newer\" is refused");
    }
    if ((write.condition() == WriteCondition.Simple.IF_ABSENT || write.condition() instanceof WriteCondition.IfToken)
        && !capabilities.conditionalWrites()) {
      return unsupported("this server has no atomic conditional writes");
    }
    int length = write.value().length;
    if (length == 0 && !capabilities.emptyValues()) {
      return unsupported("this server cannot tell an empty value from none");
    }
    if (length > capabilities.maxValueBytes()) {
      return unsupported("the value has " + length + " bytes, more than the " + capabilities.maxValueBytes() + " that this server takes");
    }
    return ofKey(write.key());
  }

  /** What stands against this touch, or null. */
  public @Nullable NodeException ofTouch(byte[] key, Touch touch) {
    if (capabilities.touch() == TouchKind.NONE) {
      return unsupported("this server cannot change the life of a value without writing it");
    }
    if (touch.patch() != null && capabilities.touch() != TouchKind.DEADLINE) {
      return unsupported("this server cannot change the deadline inside a value without writing it");
    }
    return ofKey(key);
  }

  /** What stands against a deletion under "if token matches", or null. */
  public @Nullable NodeException ofDeleteIfMatches(byte[] key) {
    return capabilities.conditionalWrites() ? ofKey(key) : unsupported("this server has no atomic conditional deletions");
  }

  /** What stands against a listing, or null. */
  public @Nullable NodeException ofList() {
    return capabilities.listing() == ListingKind.NONE ? unsupported("this server cannot list its keys") : null;
  }

  private NodeException unsupported(String what) {
    return NodeException.notRun(Kind.UNSUPPORTED, node, what);
  }
}
