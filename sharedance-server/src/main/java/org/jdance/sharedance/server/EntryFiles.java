package org.jdance.sharedance.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The entries on disk: for each a file with the key as its name and the value as its content. Used by one thread.
 *
 * <p>A file that is being written is called a dot and the key, then renamed, so that a file with the name of a key is always whole. Since entries
 * expire and leftovers of a crash are removed, a directory is only taken that is empty or has the {@link #LOCK} file of this server in it:
 * nobody loses other files by a wrong path.
 */
final class EntryFiles implements AutoCloseable {

  /** Marks the directory as one of this server and is locked while it runs; no key has a dot. */
  static final String LOCK = "sharedance.lock";

  private static final Set<OpenOption> OVERWRITE =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

  /** Data is handed to the operating system in pieces: the JDK keeps a buffer as large as the largest piece. */
  private static final int PIECE = 256 << 10;

  private final Path directory;
  private final FileAttribute<?>[] ownerOnly;
  private final FileChannel lockFile;
  private @Nullable DirectoryStream<Path> sweep;
  private @Nullable Iterator<Path> sweepRest;

  private EntryFiles(Path directory, FileAttribute<?>[] ownerOnly, FileChannel lockFile) {
    this.directory = directory;
    this.ownerOnly = ownerOnly;
    this.lockFile = lockFile;
  }

  /** Takes the directory, which is made if need be, and removes what a crash has left half-written. */
  static EntryFiles open(Path directory) throws IOException {
    try {
      Files.createDirectories(directory);
    } catch (FileAlreadyExistsException e) {
      throw new IOException("The directory " + directory + " is a file: name another with --directory", e);
    } catch (IOException e) {
      throw new IOException("The directory " + directory + " cannot be made: " + e, e);
    }
    boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] ownerOnly =
        posix ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))} : new FileAttribute<?>[0];
    EntryFiles files = new EntryFiles(directory, ownerOnly, lock(directory, ownerOnly));
    try {
      files.removeLeftovers();
      return files;
    } catch (IOException | RuntimeException e) {
      files.close();
      throw e;
    }
  }

  private static FileChannel lock(Path directory, FileAttribute<?>[] ownerOnly) throws IOException {
    Path file = directory.resolve(LOCK);
    if (!Files.exists(file) && !isEmpty(directory)) {
      throw new IOException(
          "The directory " + directory + " has files in it that are not of this server, which would expire them: name an empty or new directory, or, "
              + "if it is that of a Sharedance server, put an empty file " + LOCK + " into it");
    }
    FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), ownerOnly);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Another server in this process has it; said below.
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    if (lock == null) {
      throw new IOException("The directory " + directory + " is in use by another server: stop that one or name another directory");
    }
    return channel;
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      return !entries.iterator().hasNext();
    }
  }

  private void removeLeftovers() throws IOException {
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(directory, ".*")) {
      for (Path leftover : leftovers) {
        String name = leftover.getFileName().toString();
        if (LegalKeys.isLegal(name, 1) && Files.isRegularFile(leftover, LinkOption.NOFOLLOW_LINKS)) {
          Files.delete(leftover);
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Stores, wholly or not at all; the former value stays if it throws. */
  void store(String key, ByteBuffer data) throws IOException {
    Path unfinished = directory.resolve("." + key);
    try {
      try (FileChannel file = FileChannel.open(unfinished, OVERWRITE, ownerOnly)) {
        int end = data.limit();
        while (data.position() < end) {
          data.limit(Math.min(end, data.position() + PIECE));
          file.write(data);
        }
      }
      Files.move(unfinished, directory.resolve(key), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      try {
        Files.deleteIfExists(unfinished);
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  /** The file with the value, open for reading; null if there is none. It stays what it is even if the key is written meanwhile. */
  @Nullable FileChannel fetch(String key) throws IOException {
    try {
      return FileChannel.open(directory.resolve(key), StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** Deletes; false if there was nothing. */
  boolean delete(String key) throws IOException {
    return Files.deleteIfExists(directory.resolve(key));
  }

  /**
   * Looks at up to {@code atMost} files and removes those last stored at or before {@code moment}, in milliseconds since the epoch.
   *
   * @return whether there are more to look at: then the next call goes on
   */
  @SuppressWarnings("StreamResourceLeak") // Goes on over several calls; endSweep closes it.
  boolean sweep(long moment, int atMost) throws IOException {
    try {
      Iterator<Path> rest = sweepRest;
      if (rest == null) {
        sweep = Files.newDirectoryStream(directory);
        rest = sweep.iterator();
        sweepRest = rest;
      }
      for (int i = 0; i < atMost; i++) {
        if (!rest.hasNext()) {
          endSweep();
          return false;
        }
        removeIfOld(rest.next(), moment);
      }
      return true;
    } catch (UncheckedIOException e) {
      endSweep();
      throw e.getCause();
    } catch (IOException e) {
      endSweep();
      throw e;
    }
  }

  private static void removeIfOld(Path file, long moment) throws IOException {
    if (!LegalKeys.isLegal(file.getFileName().toString(), 0)) {
      return;
    }
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isRegularFile() && attributes.lastModifiedTime().toMillis() <= moment) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException e) {
      // Deleted since it was listed.
    }
  }

  private void endSweep() throws IOException {
    DirectoryStream<Path> ended = sweep;
    sweep = null;
    sweepRest = null;
    if (ended != null) {
      ended.close();
    }
  }

  /** Lets go of the directory. */
  @Override
  public void close() throws IOException {
    try {
      endSweep();
    } finally {
      lockFile.close();
    }
  }
}
