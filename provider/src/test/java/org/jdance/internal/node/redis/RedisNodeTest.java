package org.jdance.internal.node.redis;

import org.jdance.internal.node.NodeContract;
import org.jdance.internal.node.NodeFixture;
import org.jdance.testing.RedisProcess;

/** The node contract on a real redis-server. */
class RedisNodeTest extends NodeContract {

  @Override
  protected NodeFixture newFixture() {
    return new RedisFixture(RedisProcess.start());
  }
}
