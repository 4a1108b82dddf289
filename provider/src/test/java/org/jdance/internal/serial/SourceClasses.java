package org.jdance.internal.serial;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
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
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Map<String, ByteArrayOutputStream> outputs = new HashMap<>();
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///" + className.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
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
    if (!compiler.getTask(messages, memory, null, List.of("--release", "17", "-Xlint:none"), null, List.of(file)).call()) {
      throw new IllegalArgumentException(messages.toString());
    }
    Map<String, byte[]> classes = new HashMap<>();
    outputs.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
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
