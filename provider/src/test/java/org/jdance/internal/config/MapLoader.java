package org.jdance.internal.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A class loader whose resources are texts in memory. */
final class MapLoader extends ClassLoader {

  private final Map<String, byte[]> resources = new HashMap<>();

  MapLoader() {
    super(null);
  }

  MapLoader with(String name, String text) {
    return with(name, text.getBytes(StandardCharsets.UTF_8));
  }

  MapLoader with(String name, byte[] bytes) {
    resources.put(name, bytes);
    return this;
  }

  @Override
  protected @Nullable URL findResource(String name) {
    byte[] bytes = resources.get(name);
    if (bytes == null) {
      return null;
    }
    try {
      return new URL("inmemory", "", -1, "/" + name, new Handler(bytes));
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Handler extends URLStreamHandler {
    private final byte[] bytes;

    Handler(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {}

        @Override
        public InputStream getInputStream() throws IOException {
          return new ByteArrayInputStream(bytes);
        }
      };
    }
  }
}
