package org.jdance.internal.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jdance.internal.base.Deadline;
import org.jdance.internal.node.NodeException.Kind;
import org.junit.jupiter.api.Test;

class PendingTest {

  @Test
  void aReplyThatIsThereIsAnsweredAlways() {
    Pending<String> pending = Pending.done("reply");
    assertTrue(pending.isDone());
    assertEquals("reply", pending.await(Deadline.NONE));
    pending.abandon();
    assertEquals("reply", pending.await(Deadline.NONE));
  }

  @Test
  void aFailureIsThrownAnewToEachWhoAwaitsItWithItsFirstCause() {
    NodeException failure = NodeException.mayHaveRun(Kind.PROTOCOL, "n1", "the reply makes no sense");
    Pending<String> pending = Pending.failed(failure);
    assertTrue(pending.isDone());
    for (int i = 0; i < 2; i++) {
      NodeException thrown = assertThrows(NodeException.class, () -> pending.await(Deadline.NONE));
      assertSame(failure, thrown.getCause());
      assertEquals(failure.getMessage(), thrown.getMessage());
      assertEquals(Kind.PROTOCOL, thrown.kind());
      assertTrue(thrown.mayHaveRun());
    }
  }

  @Test
  void aMessageSaysWhichNodeWhatAndWhetherTheRequestMayHaveRun() {
    assertEquals(
        "Node n1: no reply within the deadline; the request may have run",
        NodeException.mayHaveRun(Kind.TIMEOUT, "n1", "no reply within the deadline").getMessage());
    assertEquals(
        "Node n1: the node is closed; the request did not run",
        NodeException.notRun(Kind.ABANDONED, "n1", "the node is closed").getMessage());
  }
}
