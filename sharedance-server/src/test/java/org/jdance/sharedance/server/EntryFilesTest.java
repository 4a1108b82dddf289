package org.jdance.sharedance.server;

import static org.jdance.sharedance.server.Client.bytes;
import static org.jdance.sharedance.server.Client.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is on disk: one file per entry, its mode, its age, and what a restart does. */
@Timeout(60)
class EntryFilesTest {

  private static final Duration OFTEN = Duration.ofMillis(20);

  @TempDir Path directory;
  private SharedanceServer server;
  private Client client;

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private void start(ServerOptions options) throws IOException {
    stop();
    server = SharedanceServer.start(options.withPort(0));
    client = new Client(server.address());
  }

  @Test
  void anEntryIsAFileOfItsNameThatOnlyTheOwnerReads() throws IOException {
    start(ServerOptions.in(directory));
    client.store("a key", bytes("value"));
    assertEquals("value", Files.readString(directory.resolve("a key")));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("a key"))));
    assertTrue(Files.notExists(directory.resolve(".a key")));
    client.delete("a key");
    assertTrue(Files.notExists(directory.resolve("a key")));
  }

  @Test
  void aRestartKeepsEntriesAndRemovesWhatIsHalfWritten() throws IOException {
    start(ServerOptions.in(directory));
    client.store("k", bytes("value"));
    stop();
    Files.writeString(directory.resolve(".k"), "half");
    Files.writeString(directory.resolve(".other"), "half");
    Files.writeString(directory.resolve(".not.ours"), "stays");
    start(ServerOptions.in(directory));
    assertEquals("value", text(client.fetch("k")));
    assertTrue(Files.notExists(directory.resolve(".k")));
    assertTrue(Files.notExists(directory.resolve(".other")));
    assertTrue(Files.exists(directory.resolve(".not.ours")));
  }

  @Test
  void theSweepRemovesWhatWasStoredTooLongAgoAndNothingElse() throws Exception {
    start(ServerOptions.in(directory).withExpiration(Duration.ofSeconds(100)).withSweepInterval(OFTEN));
    for (int i = 0; i < 1000; i++) {
      Files.writeString(directory.resolve("old" + i), "v");
      age("old" + i, 101);
    }
    client.store("new", bytes("v"));
    Files.writeString(directory.resolve("not.ours"), "stays");
    age("not.ours", 1000);
    for (int i = 0; i < 1000; i++) {
      awaitGone("old" + i);
    }
    assertEquals("v", text(client.fetch("new")));
    assertTrue(Files.exists(directory.resolve("not.ours")));
    assertTrue(Files.exists(directory.resolve(EntryFiles.LOCK)));
  }

  @Test
  void aFetchDoesNotCheckTheAgeAndDoesNotProlongIt() throws Exception {
    start(ServerOptions.in(directory).withExpiration(Duration.ofSeconds(100)).withSweepInterval(Duration.ofHours(1)));
    // The first sweep comes at the start; the entry after it.
    client.store("first", bytes("v"));
    client.store("k", bytes("v"));
    age("k", 101);
    FileTime before = Files.getLastModifiedTime(directory.resolve("k"));
    assertEquals("v", text(client.fetch("k")));
    assertEquals(before, Files.getLastModifiedTime(directory.resolve("k")));
    client.store("k", bytes("w"));
    assertTrue(Files.getLastModifiedTime(directory.resolve("k")).compareTo(before) > 0);
    age("k", 101);
    start(ServerOptions.in(directory).withExpiration(Duration.ofSeconds(100)));
    awaitGone("k");
    assertEquals("v", text(client.fetch("first")));
  }

  @Test
  void anExpirationOfZeroIsNever() throws Exception {
    start(ServerOptions.in(directory).withExpiration(Duration.ZERO).withSweepInterval(OFTEN));
    client.store("k", bytes("v"));
    age("k", 1_000_000_000);
    for (int i = 0; i < 50; i++) {
      assertEquals("v", text(client.fetch("k")));
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }

  @Test
  void aDirectoryWithOtherFilesIsRefusedAndLeftAlone() throws IOException {
    Files.writeString(directory.resolve(".profile"), "mine");
    Files.writeString(directory.resolve("letter"), "mine");
    IOException refused = assertThrows(IOException.class, () -> start(ServerOptions.in(directory)));
    assertTrue(refused.getMessage().contains(EntryFiles.LOCK), refused::getMessage);
    assertEquals("mine", Files.readString(directory.resolve(".profile")));
    assertFalse(Files.exists(directory.resolve(EntryFiles.LOCK)));
    Files.createFile(directory.resolve(EntryFiles.LOCK));
    start(ServerOptions.in(directory));
    assertEquals("mine", text(client.fetch("letter")));
  }

  @Test
  void aDirectoryHasOneServerAtATime() throws IOException {
    start(ServerOptions.in(directory));
    IOException refused = assertThrows(IOException.class, () -> SharedanceServer.start(ServerOptions.in(directory).withPort(0)));
    assertTrue(refused.getMessage().contains("in use"), refused::getMessage);
    client.store("k", bytes("v"));
    assertEquals("v", text(client.fetch("k")));
  }

  @Test
  void aDirectoryIsMadeAndAFileIsRefused() throws IOException {
    start(ServerOptions.in(directory.resolve("a/b")));
    assertEquals("OK\n", client.store("k", bytes("v")));
    Path file = Files.createFile(directory.resolve("file"));
    IOException refused = assertThrows(IOException.class, () -> SharedanceServer.start(ServerOptions.in(file).withPort(0)));
    assertTrue(refused.getMessage().contains("--directory"), refused::getMessage);
  }

  private void age(String key, long seconds) throws IOException {
    Path file = directory.resolve(key);
    Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() - seconds * 1000));
  }

  private void awaitGone(String key) throws InterruptedException {
    for (int i = 0; i < 2000 && Files.exists(directory.resolve(key)); i++) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    assertTrue(Files.notExists(directory.resolve(key)), key);
  }
}
