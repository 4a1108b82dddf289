package org.jdance.internal.client.view;

import org.jdance.internal.node.Node;

/** Makes the node that a member of the view stands for, with this client's own credentials and limits. */
@FunctionalInterface
public interface NodeFactory {

  /** A node that is not connected yet. */
  Node create(Member member);
}
