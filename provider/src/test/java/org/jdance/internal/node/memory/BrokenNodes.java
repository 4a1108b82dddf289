package org.jdance.internal.node.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.node.Guard;
import org.jdance.internal.node.KeyPage;
import org.jdance.internal.node.ListCursor;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeCapabilities;
import org.jdance.internal.node.NodeContract;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeFixture;
import org.jdance.internal.node.NodeOutcome;
import org.jdance.internal.node.NodeToken;
import org.jdance.internal.node.NodeWrite;
import org.jdance.internal.node.Pending;
import org.jdance.internal.node.ReadReply;
import org.jdance.internal.node.Touch;
import org.jdance.internal.node.WriteCondition;
import org.jdance.internal.node.WriteReply;

/**
 * The contract over nodes that are broken in one place each. Not run by themselves: {@link NodeContractTest} runs them and sees that each is
 * found out.
 */
final class BrokenNodes {

  private BrokenNodes() {}

  /** The contract over wrapped nodes. */
  abstract static class Wrapped extends NodeContract {

    private final NodeCapabilities capabilities;

    Wrapped(NodeCapabilities capabilities) {
      this.capabilities = capabilities;
    }

    abstract Node wrap(Node sound);

    @Override
    protected NodeFixture newFixture() {
      return new MemoryFixture(capabilities, this::wrap);
    }
  }

  /** Nothing is broken here, so that what the others break is what makes them red. */
  static final class Sound extends Wrapped {
    Sound() {
      super(ServerKinds.REDIS_LIKE);
    }

    @Override
    Node wrap(Node sound) {
      return new ForwardingNode(sound);
    }
  }

  /** "If absent" looks first and writes in a second step. */
  static final class IfAbsentInTwoSteps extends Wrapped {
    IfAbsentInTwoSteps() {
      super(ServerKinds.REDIS_LIKE);
    }

    @Override
    Node wrap(Node sound) {
      return new ForwardingNode(sound) {
        @Override
        public Pending<WriteReply> write(NodeWrite write, Guard guard, Deadline within) {
          if (write.condition() != WriteCondition.Simple.IF_ABSENT) {
            return to.write(write, guard, within);
          }
          Pending<ReadReply> look = to.read(write.key(), guard, within);
          return new Later<>(() -> look.await(within).value() == null
              ? to.write(always(write), guard, within)
              : Pending.done(WriteReply.of(NodeOutcome.EXISTS)));
        }
      };
    }
  }

  /** "If token matches" compares tokens first and writes in a second step. */
  static final class IfTokenInTwoSteps extends Wrapped {
    IfTokenInTwoSteps() {
      super(ServerKinds.REDIS_LIKE);
    }

    @Override
    Node wrap(Node sound) {
      return new ForwardingNode(sound) {
        @Override
        public Pending<WriteReply> write(NodeWrite write, Guard guard, Deadline within) {
          if (!(write.condition() instanceof WriteCondition.IfToken condition)) {
            return to.write(write, guard, within);
          }
          Pending<ReadReply> look = to.read(write.key(), guard, within);
          return new Later<>(() -> condition.token().equals(look.await(within).token())
              ? to.write(always(write), guard, within)
              : to.write(write, guard, within));
        }
      };
    }
  }

  /** "If token matches" writes over whatever is there. */
  static final class IgnoresTheToken extends Wrapped {
    IgnoresTheToken() {
      super(ServerKinds.MEMCACHED_LIKE);
    }

    @Override
    Node wrap(Node sound) {
      return new ForwardingNode(sound) {
        @Override
        public Pending<WriteReply> write(NodeWrite write, Guard guard, Deadline within) {
          return to.write(write.condition() instanceof WriteCondition.IfToken ? always(write) : write, guard, within);
        }
      };
    }
  }

  /** "Delete if token matches" deletes whatever is there. */
  static final class IgnoresTheTokenOfADeletion extends Wrapped {
    IgnoresTheTokenOfADeletion() {
      super(ServerKinds.REDIS_LIKE);
    }

    @Override
    Node wrap(Node sound) {
      return new ForwardingNode(sound) {
        @Override
        public Pending<WriteReply> deleteIfMatches(byte[] key, NodeToken token, Guard guard, Deadline within) {
          return to.delete(key, guard, within);
        }
      };
    }
  }

  /** "Delete if token matches" deletes whatever is there, and says so to everyone. */
  static final class TellsEveryoneThatItDeleted extends Wrapped {
    TellsEveryoneThatItDeleted() {
      super(ServerKinds.REDIS_LIKE);
    }

    @Override
    Node wrap(Node sound) {
      return new ForwardingNode(sound) {
        @Override
        public Pending<WriteReply> deleteIfMatches(byte[] key, NodeToken token, Guard guard, Deadline within) {
          to.delete(key, guard, within).await(within);
          return Pending.done(WriteReply.of(NodeOutcome.DELETED));
        }
      };
    }
  }

  /** A token is the number of the write, which begins again with the server. */
  static final class TakesTokensFromBeforeARestart extends Wrapped {
    TakesTokensFromBeforeARestart() {
      super(ServerKinds.MEMCACHED_LIKE);
    }

    @Override
    Node wrap(Node sound) {
      return new ForwardingNode(sound) {
        @Override
        public Pending<WriteReply> write(NodeWrite write, Guard guard, Deadline within) {
          if (write.condition() instanceof WriteCondition.IfToken condition && condition.token() instanceof MemoryToken then) {
            NodeToken current = to.read(write.key(), guard, within).await(within).token();
            if (current instanceof MemoryToken now && now.write() == then.write()) {
              return to.write(NodeWrite.ifMatches(write.key(), write.value(), now, write.timeToLiveMillis()), guard, within);
            }
          }
          return to.write(write, guard, within);
        }
      };
    }
  }

  /** "If newer" writes over whatever is there. */
  static final class GoesBackToOlderVersions extends Wrapped {
    GoesBackToOlderVersions() {
      super(ServerKinds.REDIS_LIKE);
    }

    @Override
    Node wrap(Node sound) {
      return new ForwardingNode(sound) {
        @Override
        public Pending<WriteReply> write(NodeWrite write, Guard guard, Deadline within) {
          return to.write(write.condition() == WriteCondition.Simple.IF_NEWER ? always(write) : write, guard, within);
        }
      };
    }
  }

  /** Other stamps are told and not refused. */
  static final class DoesNotRefuseOtherStamps extends Wrapped {
    DoesNotRefuseOtherStamps() {
      super(ServerKinds.REDIS_LIKE);
    }

    @Override
    Node wrap(Node sound) {
      return new ForwardingNode(sound) {
        @Override
        public Pending<WriteReply> write(NodeWrite write, Guard guard, Deadline within) {
          return guard == null ? to.write(write, within) : marked(to.write(write, within), to.readMark(guard.key(), within), within);
        }
      };
    }
  }

  /** The guard is left out on the way. */
  static final class LosesTheGuard extends Wrapped {
    LosesTheGuard() {
      super(ServerKinds.MEMCACHED_LIKE);
    }

    @Override
    Node wrap(Node sound) {
      return new ForwardingNode(sound) {
        @Override
        public Pending<ReadReply> read(byte[] key, Guard guard, Deadline within) {
          return to.read(key, within);
        }

        @Override
        public List<Pending<WriteReply>> writeAll(List<NodeWrite> writes, Guard guard, Deadline within) {
          return to.writeAll(writes, within);
        }
      };
    }
  }

  /** A server that has no conditions is made to look as if it had. */
  static final class FakesConditions extends Wrapped {
    FakesConditions() {
      super(ServerKinds.SHAREDANCE_LIKE);
    }

    @Override
    Node wrap(Node sound) {
      return new ForwardingNode(sound) {
        @Override
        public Pending<WriteReply> write(NodeWrite write, Guard guard, Deadline within) {
          return to.write(always(write), guard, within);
        }
      };
    }
  }

  /** The time to live is not passed on. */
  static final class KeepsForEver extends Wrapped {
    KeepsForEver() {
      super(ServerKinds.MEMCACHED_LIKE);
    }

    @Override
    Node wrap(Node sound) {
      return new ForwardingNode(sound) {
        @Override
        public Pending<WriteReply> write(NodeWrite write, Guard guard, Deadline within) {
          return to.write(NodeWrite.always(write.key(), write.value(), NO_EXPIRY), guard, within);
        }
      };
    }
  }

  /** A touch is answered and not done. */
  static final class ForgetsToTouch extends Wrapped {
    ForgetsToTouch() {
      super(ServerKinds.REDIS_LIKE);
    }

    @Override
    Node wrap(Node sound) {
      return new ForwardingNode(sound) {
        @Override
        public Pending<ReadReply> readAndTouch(byte[] key, Touch touch, Guard guard, Deadline within) {
          return to.read(key, guard, within);
        }
      };
    }
  }

  /** Keys are cut to what a protocol takes. */
  static final class CutsKeys extends Wrapped {
    CutsKeys() {
      super(ServerKinds.SHAREDANCE_LIKE);
    }

    @Override
    Node wrap(Node sound) {
      return new ForwardingNode(sound) {
        @Override
        public Pending<ReadReply> read(byte[] key, Guard guard, Deadline within) {
          return to.read(cut(key), guard, within);
        }

        @Override
        public Pending<WriteReply> write(NodeWrite write, Guard guard, Deadline within) {
          return write.condition() == WriteCondition.Simple.ALWAYS
              ? to.write(NodeWrite.always(cut(write.key()), write.value(), write.timeToLiveMillis()), guard, within)
              : to.write(write, guard, within);
        }

        private byte[] cut(byte[] key) {
          return key.length > 100 && key.length <= to.capabilities().maxKeyBytes() ? Arrays.copyOf(key, 100) : key;
        }
      };
    }
  }

  /** The replies of a batch come in the order of the server, not of the keys. */
  static final class MixesUpBatches extends Wrapped {
    MixesUpBatches() {
      super(ServerKinds.SHAREDANCE_LIKE);
    }

    @Override
    Node wrap(Node sound) {
      return new ForwardingNode(sound) {
        @Override
        public List<Pending<ReadReply>> readAll(List<byte[]> keys, Guard guard, Deadline within) {
          List<Pending<ReadReply>> replies = new ArrayList<>(to.readAll(keys, guard, within));
          Collections.reverse(replies);
          return replies;
        }
      };
    }
  }

  /** The last key of a page is lost. */
  static final class LosesKeysBetweenPages extends Wrapped {
    LosesKeysBetweenPages() {
      super(ServerKinds.REDIS_LIKE);
    }

    @Override
    Node wrap(Node sound) {
      return new ForwardingNode(sound) {
        @Override
        public Pending<KeyPage> list(byte[] prefix, ListCursor from, int pageSize, Deadline within) {
          Pending<KeyPage> sound = to.list(prefix, from, pageSize, within);
          return new Later<>(() -> {
            KeyPage page = sound.await(within);
            return Pending.done(page.next() == null ? page : new KeyPage(page.keys().subList(1, page.keys().size()), page.next()));
          });
        }
      };
    }
  }

  /** No reply in time is taken for a miss. */
  static final class TakesATimeoutForAMiss extends Wrapped {
    TakesATimeoutForAMiss() {
      super(ServerKinds.SHAREDANCE_LIKE);
    }

    @Override
    Node wrap(Node sound) {
      return new ForwardingNode(sound) {
        @Override
        public Pending<ReadReply> read(byte[] key, Guard guard, Deadline within) {
          Pending<ReadReply> sound = to.read(key, guard, within);
          return new Later<>(() -> {
            try {
              return Pending.done(sound.await(within));
            } catch (NodeException e) {
              return e.kind() == NodeException.Kind.TIMEOUT ? Pending.done(ReadReply.NOT_FOUND) : Pending.failed(e);
            }
          });
        }
      };
    }
  }

  /** Closing does nothing. */
  static final class GoesOnAfterClose extends Wrapped {
    GoesOnAfterClose() {
      super(ServerKinds.MEMCACHED_LIKE);
    }

    @Override
    Node wrap(Node sound) {
      return new ForwardingNode(sound) {
        @Override
        public void close() {
          // The server is not told.
        }
      };
    }
  }

  /** A request of which a part is only sent when somebody asks for its reply. */
  private static final class Later<T> implements Pending<T> {

    private final Supplier<Pending<T>> work;
    private Pending<T> done;

    Later(Supplier<Pending<T>> work) {
      this.work = work;
    }

    @Override
    public synchronized T await(Deadline within) {
      if (done == null) {
        done = work.get();
      }
      return done.await(within);
    }

    @Override
    public synchronized boolean isDone() {
      return done != null;
    }

    @Override
    public void abandon() {
      // Whoever abandons never asks, so nothing is sent.
    }
  }

  private static Pending<WriteReply> marked(Pending<WriteReply> written, Pending<Long> mark, Deadline within) {
    return Pending.done(written.await(within).under(mark.await(within)));
  }

  private static NodeWrite always(NodeWrite write) {
    return NodeWrite.always(write.key(), write.value(), write.timeToLiveMillis());
  }
}
