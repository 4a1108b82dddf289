package org.jdance.internal.config;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import org.jdance.CacheConfigurationException;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;

/** Reads the text of a properties file from a path or a URL; each failure says what was read. */
final class ResourceReader {

  /** The largest properties file. */
  static final int MAX_FILE_BYTES = 1024 * 1024;

  /** How long a URL's handler may take to connect, and to answer each read; and after which no further read is begun. */
  static final Duration FETCH_TIMEOUT = Duration.ofSeconds(5);

  private final Duration fetchTimeout;

  ResourceReader(Duration fetchTimeout) {
    this.fetchTimeout = fetchTimeout;
  }

  /** The text of a regular file: reading a pipe could wait for ever. */
  String read(Path path, String shown) {
    if (Files.isDirectory(path)) {
      throw isDirectory(shown);
    }
    if (!Files.isRegularFile(path)) {
      throw new CacheConfigurationException("The configuration " + shown + " is not a regular file. Give the path of a properties file.");
    }
    try {
      return BoundedText.ofFile(path, MAX_FILE_BYTES);
    } catch (IOException e) {
      throw new CacheConfigurationException(unreadable(shown, e), e);
    }
  }

  /** The text behind a URL. */
  String read(URL url, String shown) {
    if (url.getProtocol().equals("file")) {
      try {
        return read(Path.of(url.toURI()), shown);
      } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
        // Not a path of this machine's file system: left to the URL's handler.
      }
    }
    try {
      return fetch(url, shown);
    } catch (IOException | RuntimeException e) {
      if (e instanceof CacheConfigurationException known) {
        throw known;
      }
      // No cause: the JDK's messages repeat the URL with its user info.
      throw new CacheConfigurationException(unreadable(shown, e));
    }
  }

  private String fetch(URL url, String shown) throws IOException {
    Deadline deadline = Deadline.after(TimeSource.system(), fetchTimeout);
    URLConnection connection = url.openConnection();
    connection.setConnectTimeout(Math.toIntExact(fetchTimeout.toMillis()));
    connection.setReadTimeout(Math.toIntExact(fetchTimeout.toMillis()));
    // A cached JarFile would stay open, and keep answering what the jar once held.
    connection.setUseCaches(false);
    if (connection instanceof HttpURLConnection http) {
      // A connection kept alive would keep a thread alive.
      http.setRequestProperty("Connection", "close");
    }
    if (connection instanceof JarURLConnection jar && isDirectory(jar)) {
      throw isDirectory(shown);
    }
    try (InputStream in = connection.getInputStream()) {
      return BoundedText.of(in, MAX_FILE_BYTES, deadline);
    }
  }

  private static boolean isDirectory(JarURLConnection connection) throws IOException {
    if (connection.getEntryName() == null) {
      return true;
    }
    var entry = connection.getJarEntry();
    if (entry == null || !entry.isDirectory()) {
      return false;
    }
    connection.getJarFile().close();
    return true;
  }

  /** The URL of a URI, or an error that says which URIs there are. */
  static URL url(UriParts uri) {
    String body = uri.body();
    if (uri.scheme().equals("jar") && (body.startsWith("http:") || body.startsWith("https:") || body.startsWith("ftp:"))) {
      throw new CacheConfigurationException("The configuration " + uri.shown() + " is inside a remote jar, which JDance does not open."
          + " Use the URL of the properties file itself, or a local jar (jar:file:/path/app.jar!/jdance.properties).");
    }
    try {
      return new URI(uri.scheme() + ":" + body).toURL();
    } catch (URISyntaxException | MalformedURLException | IllegalArgumentException e) {
      String advice = uri.scheme().equals("jar")
          ? " is not of the form jar:file:/path/app.jar!/jdance.properties."
          : " cannot be opened: it is malformed, or this JVM has no URL handler for " + SafeText.quote(uri.scheme()) + ".";
      throw new CacheConfigurationException("The URI " + uri.shown() + advice + " Known are jdance:memory, jdance:default, jdance:NAME"
          + " (classpath:jdance-NAME.properties), classpath:, file:, jar:, and schemes that the JVM has a URL handler for.");
    }
  }

  /** The path of a decoded name, or an error. */
  static Path path(String name, String shown) {
    boolean windowsDrive = File.separatorChar == '\\' && name.matches("/[A-Za-z]:.*");
    try {
      return Path.of(windowsDrive ? name.substring(1) : name);
    } catch (InvalidPathException e) {
      throw new CacheConfigurationException("The configuration " + shown + " is not a path of this machine. Give the path of a"
          + " properties file.");
    }
  }

  private static CacheConfigurationException isDirectory(String shown) {
    return new CacheConfigurationException("The configuration " + shown + " is a directory. Give the properties file in it.");
  }

  private static String unreadable(String shown, Exception e) {
    return "The configuration " + shown + " could not be read: " + BoundedText.reason(e) + ". Check that it is there, that it may be"
        + " read, and that it is a properties file in UTF-8.";
  }
}
