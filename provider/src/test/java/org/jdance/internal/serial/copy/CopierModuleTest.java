package org.jdance.internal.serial.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Supplier;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes in a module that isn't open to anybody. */
class CopierModuleTest {

  private static final String SOURCE = """
      package closed;
      import java.io.Serializable;
      import java.util.*;
      import java.util.function.Supplier;
      public class Samples implements Supplier<Object[]> {
        static class Bean implements Serializable {
          private final List<Object> list = new ArrayList<>(List.of("a"));
          private String name = "name";
          @Override public String toString() { return name + list; }
        }
        record Rigid(String name) implements Serializable {}
        record Open(Object held) implements Serializable {}
        @Override public Object[] get() {
          return new Object[] {new Bean(), new Rigid("a"), new Open(new ArrayList<>(List.of("b")))};
        }
      }
      """;

  @TempDir Path directory;

  @Test
  void objectsOfAClosedModuleAreCopiedToo() throws Exception {
    Supplier<?> samples = samples();
    assertFalse(samples.getClass().getModule().isOpen("closed", CopierModuleTest.class.getModule()));
    Object[] originals = (Object[]) samples.get();
    Copier copier = new Copier();

    Object bean = copier.copy(originals[0]);
    assertNotSame(originals[0], bean);
    assertSame(originals[0].getClass(), bean.getClass());
    assertEquals("name[a]", bean.toString());
    assertInstanceOf(CopyElsewhere.class, CopyPlans.of(bean.getClass()));

    assertSame(originals[1], copier.copy(originals[1]));

    Object open = copier.copy(originals[2]);
    assertNotSame(originals[2], open);
    assertEquals(originals[2], open);
  }

  private Supplier<?> samples() throws IOException, ReflectiveOperationException {
    Path sources = Files.createDirectories(directory.resolve("src/closed"));
    Path samples = Files.writeString(sources.resolve("Samples.java"), SOURCE);
    Path module = Files.writeString(directory.resolve("src/module-info.java"), "module closed { exports closed; }");
    Path classes = directory.resolve("classes");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertNotNull(compiler, "the tests need a JDK");
    assertEquals(0, compiler.run(null, null, null, "-d", classes.toString(), samples.toString(), module.toString()));
    ModuleLayer boot = ModuleLayer.boot();
    Configuration configuration = boot.configuration().resolve(ModuleFinder.of(classes), ModuleFinder.of(), Set.of("closed"));
    ModuleLayer layer = boot.defineModulesWithOneLoader(configuration, getClass().getClassLoader());
    Class<?> type = layer.findLoader("closed").loadClass("closed.Samples");
    assertTrue(type.getModule().isNamed());
    return (Supplier<?>) type.getConstructor().newInstance();
  }
}
