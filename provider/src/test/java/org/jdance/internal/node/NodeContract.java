package org.jdance.internal.node;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * What every node does, whatever its server is. A kind of node inherits it by saying how to get a server and nodes of it.
 *
 * <p>The node's own capabilities choose what is asserted: what it declares must hold, what it does not declare must be refused.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class NodeContract
    implements StorageContract,
        ConditionContract,
        VersionContract,
        LifeContract,
        ListingContract,
        FailureContract,
        StampContract,
        GuardContract,
        RaceContract {

  private NodeFixture fixture;
  private Node node;

  /** A running, empty server for one test. */
  protected abstract NodeFixture newFixture() throws Exception;

  @BeforeEach
  void open() throws Exception {
    fixture = newFixture();
    node = fixture.connect();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Override
  public final NodeFixture fixture() {
    return fixture;
  }

  @Override
  public final Node node() {
    return node;
  }
}
