package org.jdance.tck;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.Description;
import org.junit.runner.Result;

/** On Sharedance servers, which are there on every machine. */
public class ServersListenerTest {

  private static final long PATIENCE_NANOS = 10_000_000_000L;
  private static final Description TEST = Description.createTestDescription("T", "t");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path notes;

  @Before
  public void nameTheNotes() {
    notes = folder.getRoot().toPath().resolve("reports").resolve(ServerNotes.FILE);
    System.setProperty("tck.servers", notes.toString());
  }

  @After
  public void forgetProperties() {
    System.clearProperty("tck.servers");
    System.clearProperty("jdance.uri");
  }

  @Test
  public void serversAreWhereTheUriSaysUntilTheRunEnds() throws Exception {
    ServersListener listener = started("sharedance://{sharedance},{sharedance:down},{sharedance:killed}/tck");
    List<Integer> ports = ports();
    assertEquals(List.of(true, false, true), ports.stream().map(ServersListenerTest::answers).toList());

    for (int i = 1; i < TopologyResult.TCK_TESTS / 2; i++) {
      listener.testStarted(TEST);
    }
    assertTrue("killed too early", answers(ports.get(2)));
    for (int i = TopologyResult.TCK_TESTS / 2; i <= TopologyResult.TCK_TESTS; i++) {
      listener.testStarted(TEST);
    }
    assertTrue("not killed", within(() -> !answers(ports.get(2))));
    assertTrue("killed too much", answers(ports.get(0)));
    listener.testRunFinished(new Result());

    assertEquals(List.of(false, false, false), ports.stream().map(ServersListenerTest::answers).toList());
    ServerNotes written = ServerNotes.read(notes);
    assertEquals(List.of("sharedance on port " + ports.get(2) + " in test 239, T#t"), written.killed());
    assertEquals(List.of(), written.lost());
  }

  @Test
  public void aServerThatEndsByItselfIsNoted() throws Exception {
    ServersListener listener = started("sharedance://{sharedance},{sharedance}/tck");
    int port = ports().get(0);
    ProcessHandle.current().descendants().filter(process -> hasArgument(process, port)).forEach(ProcessHandle::destroyForcibly);
    assertTrue("it did not end", within(() -> !listener.servers().lost().isEmpty()));
    listener.testRunFinished(new Result());
    assertEquals(List.of("sharedance on port " + port), ServerNotes.read(notes).lost());
  }

  @Test
  public void whatIsNoServerEndsTheRun() {
    AssertionError error = assertThrows(AssertionError.class, () -> started("sharedance://{sharedance},{shared}/tck"));
    assertTrue(error.toString(), error.getMessage().contains("The placeholder {shared} is none of {redis}, {memcached} and {sharedance}"));
  }

  @Test
  public void aUriWithoutPlaceholdersStaysAsItIs() throws Exception {
    ServersListener listener = started("jdance:memory");
    listener.testRunFinished(new Result());
    assertEquals("jdance:memory", System.getProperty("jdance.uri"));
    assertFalse(ServerNotes.read(notes).killed().iterator().hasNext());
  }

  private static ServersListener started(String uri) {
    System.setProperty("jdance.uri", uri);
    ServersListener listener = new ServersListener();
    listener.testRunStarted(Description.EMPTY);
    return listener;
  }

  private static List<Integer> ports() {
    String hosts = System.getProperty("jdance.uri").replace("sharedance://", "").replace("/tck", "");
    List<Integer> ports = new ArrayList<>();
    Arrays.stream(hosts.split(",", -1)).forEach(host -> ports.add(Integer.valueOf(host.replace("127.0.0.1:", ""))));
    return ports;
  }

  private static boolean hasArgument(ProcessHandle process, int port) {
    return process.info().arguments().map(Arrays::asList).orElse(List.of()).contains(Integer.toString(port));
  }

  /** Whether the condition came true within a time that is long enough. */
  private static boolean within(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean() && System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
    return condition.getAsBoolean();
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
