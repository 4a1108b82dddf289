package org.jdance.internal.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.testing.Script;
import org.jdance.testing.ScriptedPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pipelined connections against a peer that plays a script. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PipelinesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(100);

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  @Test
  void repliesGoToTheirRequestsInOrder() {
    Pipelines pipelines = talkingTo(greeted().andThen(s -> s.expect("a\nb\nc\n").send("1\n2\n").pause().send("3\n")));
    BytesRequest[] requests = submitAll(pipelines, "a\n", "b\n", "c\n");
    assertEquals("2", await(requests[1]));
    assertTrue(requests[0].isDone());
    assertFalse(requests[2].isDone());
    peer().proceed();
    assertEquals("3", await(requests[2]));
    assertEquals("1", await(requests[0]));
  }

  @Test
  void aRequestIsOnTheWireBeforeAnybodyAwaitsIt() {
    Pipelines pipelines = talkingTo(greeted().andThen(s -> s.expect("a\n").send("1\n").expect("b\n")));
    assertEquals("1", await(submit(pipelines, "a\n")));
    submit(pipelines, "b\n");
    peer().await();
  }

  @Test
  void aTimeoutEndsTheWaitingAndNotTheRequest() {
    Pipelines pipelines = talkingTo(greeted().andThen(s -> s.expect("a\n").send("on").pause().send("e\n").expect("b\n").send("2\n")));
    BytesRequest a = submit(pipelines, "a\n");
    BytesRequest.Failure timeout = assertThrows(BytesRequest.Failure.class, () -> a.await(within(SHORT)));
    assertEquals(FailureKind.TIMEOUT, timeout.kind);
    assertTrue(timeout.mayHaveRun);
    assertFalse(a.isDone());
    peer().proceed();
    assertEquals("one", await(a));
    assertEquals("2", await(submit(pipelines, "b\n")));
  }

  @Test
  void theReplyOfAnAbandonedRequestIsNotTakenForTheNext() {
    Pipelines pipelines = talkingTo(greeted().andThen(s -> s.expect("a\n").pause().send("1\n").expect("b\n").send("2\n")));
    BytesRequest a = submit(pipelines, "a\n");
    assertThrows(BytesRequest.Failure.class, () -> a.await(within(SHORT)));
    a.abandon();
    BytesRequest b = submit(pipelines, "b\n");
    peer().proceed();
    assertEquals("2", await(b));
    assertEquals(FailureKind.ABANDONED, assertThrows(BytesRequest.Failure.class, () -> await(a)).kind);
  }

  @Test
  void whatIsAbandonedUnsentIsNeverSent() {
    Pipelines pipelines = talkingTo(greeted().andThen(s -> s.expect("b\n").send("2\n")));
    BytesRequest a = submit(pipelines, "a\n");
    a.abandon();
    assertFalse(assertThrows(BytesRequest.Failure.class, () -> await(a)).mayHaveRun);
    assertEquals("2", await(submit(pipelines, "b\n")));
  }

  @Test
  void aReplyThatNobodyAskedForEndsTheConnection() {
    Pipelines pipelines = talkingTo(
            greeted()
                .andThen(s -> s.expect("a\n").send("1\nextra\n").expectClose())
                .andThen(greeted())
                .andThen(s -> s.expect("b\n").send("2\n")));
    assertEquals("1", await(submit(pipelines, "a\n")));
    assertEquals("2", eventually(pipelines, "b\n"));
  }

  @Test
  void aReplyThatIsNoneFailsAllOnTheConnectionWithTheFirstCause() {
    Pipelines pipelines =
        talkingTo(
            greeted()
                .andThen(s -> s.expect("a\nb\n").send("!1\n2\n").expectClose())
                .andThen(greeted())
                .andThen(s -> s.expect("c\n").send("3\n")));
    BytesRequest[] requests = submitAll(pipelines, "a\n", "b\n");
    for (BytesRequest request : requests) {
      BytesRequest.Failure failure = assertThrows(BytesRequest.Failure.class, () -> await(request));
      assertEquals(FailureKind.PROTOCOL, failure.kind);
      assertTrue(failure.mayHaveRun);
      assertTrue(failure.getMessage().contains("exclamation"), failure::getMessage);
    }
    assertEquals("3", await(submit(pipelines, "c\n")));
  }

  @Test
  void aReplyBeyondTheBoundEndsTheConnection() {
    Pipelines pipelines =
        talkingTo(
            greeted()
                .andThen(s -> s.expect("a\n").send("x".repeat((int) LineProtocol.MAX_REPLY + 70_000)).expectClose()));
    assertEquals(FailureKind.PROTOCOL, assertThrows(BytesRequest.Failure.class, () -> await(submit(pipelines, "a\n"))).kind);
  }

  @Test
  void anEarlyCloseFailsWhatIsUnderWayAndTheNextRequestConnectsAgain() {
    Pipelines pipelines =
        talkingTo(
            greeted()
                .andThen(s -> s.expect("a\nb\n").send("1\nha").close())
                .andThen(greeted())
                .andThen(s -> s.expect("c\n").send("3\n")));
    BytesRequest[] requests = submitAll(pipelines, "a\n", "b\n");
    assertEquals("1", await(requests[0]));
    BytesRequest.Failure failure = assertThrows(BytesRequest.Failure.class, () -> await(requests[1]));
    assertEquals(FailureKind.UNREACHABLE, failure.kind);
    assertTrue(failure.mayHaveRun);
    assertEquals("3", await(submit(pipelines, "c\n")));
  }

  @Test
  void aGreetingThatIsRefusedFailsWhatWaitsForIt() {
    Pipelines pipelines = talkingTo(s -> s.accept().expect("hello\n").send("go away\n").expectClose());
    BytesRequest.Failure failure = assertThrows(BytesRequest.Failure.class, () -> await(submit(pipelines, "a\n")));
    assertEquals(FailureKind.REFUSED, failure.kind);
    assertFalse(failure.mayHaveRun);
    assertTrue(failure.getMessage().contains("polite"), failure::getMessage);
  }

  @Test
  void aGreetingWithoutAnAnswerEndsWithTheConnectTimeout() {
    ScriptedPeer peer = playing(s -> s.accept().expect("hello\n").expectClose());
    Pipelines pipelines = connectingTo(peer.port(), Duration.ofMillis(200));
    BytesRequest.Failure failure = assertThrows(BytesRequest.Failure.class, () -> await(submit(pipelines, "a\n")));
    assertEquals(FailureKind.UNREACHABLE, failure.kind);
    assertFalse(failure.mayHaveRun);
    assertTrue(failure.getMessage().contains("200 ms"), failure::getMessage);
  }

  @Test
  void whatWaitsForAConnectionIsNeverSentAfterItsDeadline() {
    Pipelines pipelines = talkingTo(s -> s.accept().expect("hello\n").pause().send("hi\n").expect("b\n").send("2\n"));
    BytesRequest a = pipelines.submit(new BytesRequest("a\n"), within(SHORT));
    BytesRequest.Failure failure = assertThrows(BytesRequest.Failure.class, () -> a.await(within(SHORT)));
    assertEquals(FailureKind.TIMEOUT, failure.kind);
    assertFalse(failure.mayHaveRun);
    peer().proceed();
    assertEquals("2", await(submit(pipelines, "b\n")));
  }

  @Test
  void whatTheSocketDoesNotTakeIsNotSentAfterItsDeadline() {
    byte[] flood = new byte[16 << 20];
    Arrays.fill(flood, (byte) 'x');
    Pipelines pipelines = talkingTo(greeted().andThen(s -> s.pause().expect(flood).send("1\n").expect("c\n").send("3\n")));
    BytesRequest first = pipelines.submit(new BytesRequest(flood), within());
    assertThrows(BytesRequest.Failure.class, () -> first.await(within(SHORT)));
    BytesRequest late = pipelines.submit(new BytesRequest("b\n"), within(SHORT));
    BytesRequest.Failure failure = assertThrows(BytesRequest.Failure.class, () -> late.await(within(SHORT)));
    assertFalse(failure.mayHaveRun);
    peer().proceed();
    assertEquals("1", await(first));
    assertEquals("3", await(submit(pipelines, "c\n")));
  }

  @Test
  void whoWritesAndDoesNotReadIsNotStuck() {
    // More requests and replies than any socket buffer holds, and a peer that replies before it reads on.
    int many = 200;
    byte[] text = new byte[50_000];
    Arrays.fill(text, (byte) 'x');
    String reply = "y".repeat(50_000) + "\n";
    Pipelines pipelines =
        talkingTo(
            greeted()
                .andThen(
                    s -> {
                      for (int i = 0; i < many; i++) {
                        s.expect(text).send(reply);
                      }
                    }));
    List<BytesRequest> requests = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      requests.add(new BytesRequest(text));
    }
    pipelines.submitAll(requests, within());
    requests.forEach(request -> assertEquals(reply.length() - 1, await(request).length()));
  }

  @Test
  void aServerThatRefusesFailsAtOnceAndSaysWhenItIsTriedAgain() throws IOException {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
    }
    Pipelines pipelines = connectingTo(port, PATIENCE);
    List<String> messages = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      BytesRequest.Failure failure = assertThrows(BytesRequest.Failure.class, () -> await(submit(pipelines, "a\n")));
      assertEquals(FailureKind.UNREACHABLE, failure.kind);
      assertFalse(failure.mayHaveRun);
      messages.add(failure.getMessage());
    }
    assertTrue(messages.stream().anyMatch(message -> message.contains("the next is made in")), messages::toString);
  }

  @Test
  void aNameThatDoesNotResolveIsToldWithinTheDeadline() {
    Pipelines pipelines =
        opened(new Pipelines(new Endpoint("n", "no-such-host.invalid", 1, false), settings(PATIENCE), new LineProtocol()));
    BytesRequest.Failure failure = assertThrows(BytesRequest.Failure.class, () -> await(submit(pipelines, "a\n")));
    assertEquals(FailureKind.UNREACHABLE, failure.kind);
    assertTrue(failure.getMessage().contains("does not resolve"), failure::getMessage);
  }

  @Test
  void threadsThatShareAConnectionAllGetTheirReplies() throws Exception {
    int threads = 16;
    Pipelines pipelines =
        talkingTo(
            greeted()
                .andThen(s -> s.expect("a\n").send("0\n").expect("a\n".repeat(threads)).pause())
                .andThen(
                    s -> {
                      for (int i = 0; i < threads; i++) {
                        s.send(i + "\n");
                      }
                    }));
    await(submit(pipelines, "a\n"));
    List<BytesRequest> requests = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      requests.add(submit(pipelines, "a\n"));
    }
    CountDownLatch started = new CountDownLatch(threads);
    List<FutureTask<String>> waiting = new ArrayList<>();
    for (BytesRequest request : requests) {
      FutureTask<String> task = new FutureTask<>(() -> {
        started.countDown();
        return await(request);
      });
      new Thread(task, "pipelines-test").start();
      waiting.add(task);
    }
    assertTrue(started.await(30, TimeUnit.SECONDS));
    peer().proceed();
    for (int i = 0; i < threads; i++) {
      assertEquals("" + i, waiting.get(i).get(30, TimeUnit.SECONDS));
    }
  }

  @Test
  void closingFailsWhatIsUnderWayAndWhatComesLater() {
    Pipelines pipelines = talkingTo(greeted().andThen(s -> s.expect("a\n").expectClose()));
    BytesRequest a = submit(pipelines, "a\n");
    assertThrows(BytesRequest.Failure.class, () -> a.await(within(SHORT)));
    pipelines.close();
    assertTrue(a.isDone());
    BytesRequest.Failure failure = assertThrows(BytesRequest.Failure.class, () -> await(a));
    assertEquals(FailureKind.ABANDONED, failure.kind);
    assertTrue(failure.mayHaveRun);
    assertEquals(FailureKind.ABANDONED, assertThrows(BytesRequest.Failure.class, () -> await(submit(pipelines, "b\n"))).kind);
  }

  private String eventually(Pipelines pipelines, String text) {
    Deadline until = within();
    while (true) {
      try {
        return await(submit(pipelines, text));
      } catch (BytesRequest.Failure e) {
        if (until.hasPassed()) {
          throw e;
        }
      }
    }
  }

  private static BytesRequest[] submitAll(Pipelines pipelines, String... texts) {
    BytesRequest[] requests = Arrays.stream(texts).map(BytesRequest::new).toArray(BytesRequest[]::new);
    pipelines.submitAll(List.of(requests), within());
    return requests;
  }

  private static BytesRequest submit(Pipelines pipelines, String text) {
    return pipelines.submit(new BytesRequest(text), within());
  }

  private static String await(BytesRequest request) {
    return request.await(within());
  }

  private static Deadline within() {
    return within(PATIENCE);
  }

  private static Deadline within(Duration time) {
    return Deadline.after(TimeSource.system(), time);
  }

  private static Consumer<Script> greeted() {
    return s -> s.accept().expect("hello\n").send("hi\n");
  }

  private Pipelines talkingTo(Consumer<Script> script) {
    return connectingTo(playing(script).port(), PATIENCE);
  }

  private Pipelines connectingTo(int port, Duration connectTimeout) {
    return opened(new Pipelines(new Endpoint("peer", "127.0.0.1", port, false), settings(connectTimeout), new LineProtocol()));
  }

  private static ConnectionSettings settings(Duration connectTimeout) {
    return new ConnectionSettings(connectTimeout, null, null, null, TimeSource.system());
  }

  private ScriptedPeer playing(Consumer<Script> script) {
    ScriptedPeer peer = ScriptedPeer.playing(script);
    open.add(peer);
    return peer;
  }

  private ScriptedPeer peer() {
    return (ScriptedPeer) open.get(0);
  }

  private Pipelines opened(Pipelines pipelines) {
    open.add(pipelines);
    return pipelines;
  }
}
