package org.jdance.internal.serial;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A class loader with classes of its own, made from source, so that tests have several classes of one name. */
final class SourceClasses extends ClassLoader {

  private final Map<String, byte[]> classes;

  private SourceClasses(Map<String, byte[]> classes) {
    super(SourceClasses.class.getClassLoader());
    this.classes = classes;
  }

  /** A loader of the classes in one source text. */
  static SourceClasses of(String className, String source) {
    return of(Map.of(className, source));
  }

  /** A loader of the classes in several source texts by the names of their public classes. */
  @SafeVarargs
  static SourceClasses of(Map<String, String>... sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<JavaFileObject> files = new ArrayList<>();
    for (Map<String, String> each : sources) {
      each.forEach((name, source) -> files.add(sourceFile(name, source)));
    }
    Map<String, ByteArrayOutputStream> outputs = new HashMap<>();
    JavaFileManager memory =
        new ForwardingJavaFileManager<>(compiler.getStandardFileManager(null, null, null)) {
          @Override
          public JavaFileObject getJavaFileForOutput(Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
              @Override
              public OutputStream openOutputStream() {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                outputs.put(name, out);
                return out;
              }
            };
          }
        };
    StringWriter messages = new StringWriter();
    if (!compiler.getTask(messages, memory, null, List.of("--release", "17", "-Xlint:none"), null, files).call()) {
      throw new IllegalArgumentException(messages.toString());
    }
    Map<String, byte[]> classes = new HashMap<>();
    outputs.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
    return new SourceClasses(classes);
  }

  private static JavaFileObject sourceFile(String className, String source) {
    return new SimpleJavaFileObject(URI.create("string:///" + className.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source;
      }
    };
  }

  /** The class of that name. */
  Class<?> find(String className) {
    try {
      return loadClass(className);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Another loader of the same classes, none of them loaded yet. */
  SourceClasses again() {
    return new SourceClasses(classes);
  }

  /** Makes an object with the constructor that takes these arguments. */
  Object make(String className, Object... arguments) {
    try {
      return loadClass(className).getDeclaredConstructors()[0].newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = classes.get(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }
}
