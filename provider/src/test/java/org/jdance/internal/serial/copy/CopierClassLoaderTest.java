package org.jdance.internal.serial.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.cache.Cache;
import org.jdance.internal.serial.copy.CopySamples.WithReadObject;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@SuppressWarnings("JavaUtilDate") // Users store them, so they have to be copied.
class CopierClassLoaderTest {

  private static final int MAX_COLLECTIONS = 50;

  private final Copier copier = new Copier();

  /** Mutable, copied by its fields. */
  public static final class Bean implements Serializable {
    private static final long serialVersionUID = 1L;
    String name = "name";
    Date date = new Date(1);
  }

  /** Copied by Java serialization. */
  public static final class Hooked extends WithReadObject {
    private static final long serialVersionUID = 1L;
  }

  /** Immutable by declaration. */
  public record Rigid(String name, int number) implements Serializable {
    /** For reflection. */
    public Rigid() {
      this("name", 1);
    }
  }

  /** Immutable by its contents, if at all. */
  public record Open(Object held) implements Serializable {
    /** For reflection. */
    public Open() {
      this(new Date(1));
    }
  }

  private static final List<Class<?>> SAMPLES = List.of(Bean.class, Hooked.class, WithReadObject.class, Rigid.class, Open.class);

  /** Defines the samples itself, as an application's loader does below the one of the library. */
  private static final class ChildLoader extends ClassLoader {

    ChildLoader() {
      super(CopierClassLoaderTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded != null) {
          return loaded;
        }
        if (SAMPLES.stream().noneMatch(sample -> sample.getName().equals(name))) {
          return super.loadClass(name, resolve);
        }
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
          byte[] bytes = in.readAllBytes();
          return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
          throw new ClassNotFoundException(name, e);
        }
      }
    }

    Object sample(Class<?> sample) throws ReflectiveOperationException {
      Constructor<?> constructor = loadClass(sample.getName()).getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    }
  }

  @Test
  void anObjectOfAChildLoaderKeepsItsClass() throws Exception {
    ChildLoader loader = new ChildLoader();
    for (Class<?> sample : SAMPLES) {
      Object original = loader.sample(sample);
      assertNotSame(sample, original.getClass());
      assertSame(original.getClass(), copier.copy(original).getClass());
      Object[] holder = {original, new ArrayList<>(List.of(original))};
      Object[] copy = (Object[]) copier.copy(holder);
      assertSame(original.getClass(), copy[0].getClass());
      assertSame(copy[0], ((List<?>) copy[1]).get(0));
    }
  }

  @Test
  void classesOfOneNameFromTwoLoadersDoNotMix() throws Exception {
    ChildLoader one = new ChildLoader();
    ChildLoader other = new ChildLoader();
    List<Object> originals = new ArrayList<>();
    for (Class<?> sample : SAMPLES) {
      originals.addAll(Arrays.asList(one.sample(sample), other.sample(sample), new ChildLoader().sample(sample)));
    }
    List<?> copies = (List<?>) copier.copy(originals);
    for (int i = 0; i < originals.size(); i++) {
      assertSame(originals.get(i).getClass(), copies.get(i).getClass());
    }
    Object[] array = (Object[]) java.lang.reflect.Array.newInstance(one.loadClass(Hooked.class.getName()), 1);
    assertSame(array.getClass(), copier.copy(array).getClass());
  }

  @Test
  void aLoaderWhoseObjectsWereCopiedIsReleased() throws Exception {
    List<WeakReference<ClassLoader>> released = new ArrayList<>();
    for (Class<?> sample : SAMPLES) {
      released.add(copyFromChildLoader(sample));
    }
    for (int i = 0; i < SAMPLES.size(); i++) {
      assertCollected(released.get(i), SAMPLES.get(i).getName());
    }
  }

  private WeakReference<ClassLoader> copyFromChildLoader(Class<?> sample) throws Exception {
    ChildLoader loader = new ChildLoader();
    Object original = loader.sample(sample);
    for (int i = 0; i < 200; i++) {
      copier.copy(original);
      copier.copy(new Object[] {original, new HashMap<>(Map.of("k", original))});
    }
    copier.copy(java.lang.reflect.Array.newInstance(original.getClass(), 2));
    return new WeakReference<>(loader);
  }

  @Test
  void theLoaderOfTheCopierItselfIsReleased() throws Exception {
    assertCollected(copyInALoaderOfItsOwn(), "the copier");
  }

  /** The library in an application's own loader, copying classes of the JDK, which live longer. */
  private static WeakReference<ClassLoader> copyInALoaderOfItsOwn() throws Exception {
    URL[] classPath = {locationOf(Copier.class), locationOf(Cache.class), locationOf(NullMarked.class)};
    try (URLClassLoader loader = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
      Class<?> isolated = loader.loadClass(Copier.class.getName());
      assertNotSame(Copier.class, isolated);
      Object isolatedCopier = isolated.getConstructor().newInstance();
      for (Object original : List.of(new ArrayList<>(List.of(new Date(1), 1, 2L)), new GregorianCalendar(), List.of("a"),
          new HashMap<>(Map.of("a", new int[1])), new java.sql.Timestamp(5), new Object[] {new Thread.State[0]})) {
        assertTrue(isolated.getMethod("copy", Object.class).invoke(isolatedCopier, original) != null);
      }
      return new WeakReference<>(loader);
    }
  }

  @Test
  void plansThatWereDroppedAreMadeAgain() throws Exception {
    Object original = new ChildLoader().sample(Bean.class);
    CopyPlan plan = CopyPlans.of(original.getClass());
    assertSame(plan, CopyPlans.of(original.getClass()));
    CopyPlans.PLANS.forget(original.getClass());
    assertEquals(plan.type, CopyPlans.of(original.getClass()).type);
    CopyPlan next = CopyPlans.of(original.getClass());
    assertNotSame(plan, next);
    assertSame(next, CopyPlans.of(original.getClass()));
  }

  private static URL locationOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  private static void assertCollected(WeakReference<ClassLoader> reference, String what) {
    for (int i = 0; i < MAX_COLLECTIONS && reference.get() != null; i++) {
      System.gc();
    }
    assertNull(reference.get(), () -> what + " is still held");
  }
}
