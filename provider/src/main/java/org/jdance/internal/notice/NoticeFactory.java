package org.jdance.internal.notice;

import java.io.IOException;
import org.jdance.internal.client.view.Member;
import org.jdance.internal.node.NoticeSource;

/** Makes the connections over which the servers of a fleet tell of changes. */
@FunctionalInterface
public interface NoticeFactory {

  /** A source of notices that is not subscribed to yet. */
  NoticeSource create(Member member) throws IOException;
}
