package org.jdance.samples.quickstart;

import java.io.PrintStream;
import java.nio.file.Path;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;

/**
 * Reads a text and shows what a cache does with it: {@code Quickstart [FILE]}.
 *
 * <p>Exit codes: 0 when all went well, 1 when the cache fails or there is none, 2 when the text cannot be read.
 */
public final class Quickstart {

  private static final int OK = 0;
  private static final int CACHE_FAILED = 1;
  private static final int NO_TEXT = 2;

  private Quickstart() {}

  /**
   * Runs the program.
   *
   * @param arguments the path of a text file; without one, the text packed with the program is read
   */
  public static void main(String[] arguments) {
    int status = run(arguments, System.out, System.err);
    if (status != OK) {
      System.exit(status);
    }
    // No exit() after success: the JVM ends by itself only if the provider has left no thread behind.
  }

  private static int run(String[] arguments, PrintStream out, PrintStream err) {
    try {
      Text text = readText(arguments);
      show(text, new Report(out));
      return OK;
    } catch (UnreadableTextException e) {
      err.println("quickstart: " + e.getMessage());
      return NO_TEXT;
    } catch (CacheException e) {
      err.println("quickstart: the cache failed: " + e.getMessage());
      return CACHE_FAILED;
    }
  }

  private static Text readText(String[] arguments) throws UnreadableTextException {
    if (arguments.length > 1) {
      throw new UnreadableTextException("one text file at most, but " + arguments.length + " arguments were given");
    }
    return arguments.length == 0 ? TextReader.readPacked() : TextReader.read(Path.of(arguments[0]));
  }

  private static CachingProvider provider() {
    try {
      return Caching.getCachingProvider();
    } catch (CacheException e) {
      throw new CacheException(e.getMessage() + "; put one JCache provider, such as org.jdance:jdance, on the class path", e);
    }
  }

  private static void show(Text text, Report report) {
    try (CachingProvider provider = provider();
        CacheManager manager = provider.getCacheManager()) {
      report.varying("provider", provider.getClass().getName());
      report.line("text", text.summary());
      SlowWorkChapter.show(manager, text, report);
      CountingChapter.show(manager, text, report);
      ExpiryChapter.show(manager, report);
    }
  }
}
