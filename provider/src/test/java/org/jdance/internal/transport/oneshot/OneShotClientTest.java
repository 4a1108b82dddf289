package org.jdance.internal.transport.oneshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.ManualTime;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.transport.ConnectionSettings;
import org.jdance.internal.transport.Endpoint;
import org.jdance.internal.transport.oneshot.OneShotException.Kind;
import org.jdance.sharedance.server.ServerOptions;
import org.jdance.sharedance.server.SharedanceServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The connections: how many, who drives them, what ends them. */
@Timeout(60)
class OneShotClientTest {

  private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(400);

  @TempDir Path directory;
  private SharedanceServer server;
  private OneShotClient client;
  /** Accepts nothing, so that its clients are connected as long as its backlog has room, and mute. */
  private ServerSocket mute;
  private OneShotClient toMute;

  @BeforeEach
  void open() throws IOException {
    server = SharedanceServer.start(ServerOptions.in(directory).withPort(0));
    client = client("127.0.0.1", server.port());
    mute = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    toMute = client("127.0.0.1", mute.getLocalPort());
    assertEquals("OK\n", text(client.submit(request("S\0\0\0\1\0\0\0\5khello"), within(), null)));
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    toMute.close();
    server.close();
    mute.close();
  }

  @Test
  void moreRequestsThanConnectionsAreAllAnsweredToOneThreadInAnyOrder() {
    List<Exchange> exchanges = new ArrayList<>();
    for (int i = 0; i < 5 * OneShotClient.MAX_CONNECTIONS; i++) {
      exchanges.add(client.submit(fetch(), within(), null));
    }
    for (int i = exchanges.size() - 1; i >= 0; i--) {
      assertEquals("hello", text(exchanges.get(i)));
    }
  }

  @Test
  void withAllConnectionsInUseARequestWaitsUntilItsDeadlineAndIsNotSent() {
    List<Exchange> stuck = fill(within());
    OneShotException e = assertFails(Kind.OVERLOADED, toMute.submit(fetch(), within(100), null));
    assertFalse(e.mayHaveRun());
    // The end of one lets another begin.
    stuck.get(3).abandon();
    OneShotException timeout = assertThrows(OneShotException.class, () -> toMute.submit(fetch(), within(), null).await(within(100)));
    assertEquals(Kind.TIMEOUT, timeout.kind());
    assertTrue(timeout.getMessage().startsWith("no reply"), timeout::getMessage);
  }

  @Test
  void requestsThatNobodyAwaitedInTimeMakeRoom() {
    ManualTime time = new ManualTime();
    List<Exchange> forgotten = fill(Deadline.after(time, Duration.ofSeconds(1)));
    time.advance(1000);
    Exchange exchange = toMute.submit(fetch(), within(), null);
    OneShotException timeout = assertThrows(OneShotException.class, () -> exchange.await(within(1000)));
    assertTrue(timeout.getMessage().startsWith("no reply"), timeout::getMessage);
    assertTrue(forgotten.stream().anyMatch(Exchange::isDone));
    assertTrue(assertFails(Kind.TIMEOUT, forgotten.stream().filter(Exchange::isDone).findFirst().orElseThrow()).mayHaveRun());
  }

  @Test
  void aServerThatDoesNotAcceptDelaysOnlyWhoAwaitsIt() throws IOException {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        OneShotClient toFull = client("127.0.0.1", full.getLocalPort())) {
      List<Socket> fillers = fillBacklog(full);
      try {
        Exchange hanging = toFull.submit(fetch(), within(), null);
        assertEquals("hello", text(client.submit(fetch(), within(), null)));
        assertFalse(hanging.isDone());
        OneShotException e = assertFails(Kind.UNREACHABLE, hanging);
        assertTrue(e.getMessage().startsWith("no connection to 127.0.0.1:"), e::getMessage);
        assertFalse(e.mayHaveRun());
        // The back-off may be over by then, but not each time, since it grows.
        OneShotException next = e;
        for (int i = 0; i < 20 && !next.getMessage().contains("a moment ago"); i++) {
          next = assertFails(Kind.UNREACHABLE, toFull.submit(fetch(), within(), null));
        }
        assertTrue(next.getMessage().contains("a moment ago"), next::getMessage);
      } finally {
        for (Socket filler : fillers) {
          filler.close();
        }
      }
    }
  }

  @Test
  void aNameThatDoesNotResolveIsUnreachable() {
    try (OneShotClient lost = client("no-such-host.invalid", 1042)) {
      OneShotException e = assertFails(Kind.UNREACHABLE, lost.submit(fetch(), within(), null));
      assertTrue(e.getMessage().contains("no-such-host.invalid") && !e.mayHaveRun(), e::getMessage);
    }
  }

  @Test
  void aReplyThatIsThereIsDoneWithoutAnybodyAwaitingIt() throws Exception {
    Exchange exchange = client.submit(fetch(), within(), null);
    for (int i = 0; i < 4000 && !exchange.isDone(); i++) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    assertTrue(exchange.isDone());
    assertEquals("hello", new String(exchange.await(within(0)), StandardCharsets.ISO_8859_1));
  }

  @Test
  void severalThreadsMayAwaitOneExchange() throws Exception {
    Exchange exchange = toMute.submit(fetch(), within(), null);
    List<FutureTask<String>> waiting = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      waiting.add(start(() -> text(exchange)));
    }
    try (Socket socket = mute.accept()) {
      assertEquals("F\0\0\0\1k", new String(socket.getInputStream().readNBytes(6), StandardCharsets.ISO_8859_1));
      socket.getOutputStream().write("hello".getBytes(StandardCharsets.ISO_8859_1));
    }
    for (FutureTask<String> each : waiting) {
      assertEquals("hello", each.get(20, TimeUnit.SECONDS));
    }
  }

  @Test
  void abandoningWakesWhoAwaits() throws Exception {
    Exchange exchange = toMute.submit(fetch(), within(), null);
    FutureTask<Kind> waiting = start(() -> assertThrows(OneShotException.class, () -> exchange.await(within())).kind());
    assertThrows(OneShotException.class, () -> exchange.await(within(50)));
    exchange.abandon();
    assertEquals(Kind.ABANDONED, waiting.get(20, TimeUnit.SECONDS));
  }

  @Test
  void closingEndsWhatIsUnderWayWhatWaitsAndWhatComesLater() throws Exception {
    List<Exchange> exchanges = fill(within());
    exchanges.add(toMute.submit(fetch(), within(), null));
    FutureTask<Kind> waiting = start(() -> assertThrows(OneShotException.class, () -> exchanges.get(0).await(within())).kind());
    toMute.close();
    exchanges.add(toMute.submit(fetch(), within(), null));
    for (int i = 0; i < exchanges.size(); i++) {
      OneShotException e = assertFails(Kind.ABANDONED, exchanges.get(i));
      assertEquals(i < OneShotClient.MAX_CONNECTIONS, e.mayHaveRun());
    }
    assertEquals(Kind.ABANDONED, waiting.get(20, TimeUnit.SECONDS));
  }

  @Test
  void noSocketSurvivesItsExchangeAndNothingSurvivesClose() throws Exception {
    File descriptors = new File("/proc/self/fd");
    assumeTrue(descriptors.isDirectory(), "needs a system that lists open files");
    for (int round = 0; round < 3; round++) {
      useAll();
    }
    int before = count(descriptors);
    for (int round = 0; round < 20; round++) {
      useAll();
    }
    for (int i = 0; i < 1000 && count(descriptors) > before; i++) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    assertTrue(count(descriptors) <= before, "from " + before + " to " + count(descriptors) + " open files");
  }

  private void useAll() {
    try (OneShotClient used = client("127.0.0.1", server.port());
        OneShotClient stuck = client("127.0.0.1", mute.getLocalPort())) {
      for (int i = 0; i < 40; i++) {
        assertEquals("hello", text(used.submit(fetch(), within(), null)));
      }
      Exchange exchange = stuck.submit(fetch(), within(), null);
      assertThrows(OneShotException.class, () -> exchange.await(within(1)));
    }
    try {
      mute.accept().close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<Exchange> fill(Deadline sendBy) {
    List<Exchange> exchanges = new ArrayList<>();
    for (int i = 0; i < OneShotClient.MAX_CONNECTIONS; i++) {
      Exchange exchange = toMute.submit(fetch(), sendBy, null);
      exchanges.add(exchange);
      // Sees to it that it is sent, wherever the connection is not there at once.
      assertThrows(OneShotException.class, () -> exchange.await(within(1)));
    }
    return exchanges;
  }

  private static List<Socket> fillBacklog(ServerSocket full) throws IOException {
    List<Socket> fillers = new ArrayList<>();
    while (fillers.size() < 20) {
      Socket socket = new Socket();
      fillers.add(socket);
      try {
        socket.connect(new InetSocketAddress(full.getInetAddress(), full.getLocalPort()), 200);
      } catch (SocketTimeoutException e) {
        return fillers;
      }
    }
    throw new AssertionError("The backlog takes any number of connections");
  }

  private static int count(File directory) {
    String[] names = directory.list();
    return names == null ? 0 : names.length;
  }

  private static OneShotClient client(String host, int port) {
    return new OneShotClient(
        new Endpoint("n1", host, port, false), new ConnectionSettings(CONNECT_TIMEOUT, null, null, null, TimeSource.system()));
  }

  private static OneShotRequest fetch() {
    return request("F\0\0\0\1k");
  }

  private static OneShotRequest request(String text) {
    return new OneShotRequest(text.getBytes(StandardCharsets.ISO_8859_1), new byte[0], 100);
  }

  private static String text(Exchange exchange) {
    return new String(exchange.await(within()), StandardCharsets.ISO_8859_1);
  }

  private static OneShotException assertFails(Kind kind, Exchange exchange) {
    OneShotException e = assertThrows(OneShotException.class, () -> exchange.await(within()));
    assertEquals(kind, e.kind(), e::getMessage);
    return e;
  }

  private static <T> FutureTask<T> start(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    new Thread(task, "one-shot-test").start();
    return task;
  }

  private static Deadline within() {
    return within(20_000);
  }

  private static Deadline within(long millis) {
    return Deadline.after(TimeSource.system(), Duration.ofMillis(millis));
  }
}
