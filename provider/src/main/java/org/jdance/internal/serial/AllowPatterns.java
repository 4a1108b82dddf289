package org.jdance.internal.serial;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdance.CacheConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * The patterns of {@code serialization.allow}: {@code com.acme.Order} is one class, {@code com.acme.*} the classes of a package,
 * {@code com.acme.**} those of a package and of all below.
 */
public final class AllowPatterns {

  private static final String IN_PACKAGE = ".*";
  private static final String AND_BELOW = ".**";

  private final Set<String> classes = new HashSet<>();
  private final Set<String> packages = new HashSet<>();
  private final Set<String> trees = new HashSet<>();

  private AllowPatterns() {}

  /**
   * Checks patterns and makes them ready to be matched.
   *
   * @throws CacheConfigurationException if one isn't a pattern, or names what is never allowed
   */
  public static AllowPatterns of(List<String> patterns) {
    AllowPatterns result = new AllowPatterns();
    for (String pattern : patterns) {
      result.add(pattern.strip());
    }
    return result;
  }

  private void add(String pattern) {
    if (pattern.endsWith(AND_BELOW)) {
      trees.add(packageName(pattern, AND_BELOW));
    } else if (pattern.endsWith(IN_PACKAGE)) {
      packages.add(packageName(pattern, IN_PACKAGE));
    } else {
      requireName(pattern, pattern);
      requireAllowable(pattern, pattern);
      classes.add(pattern);
    }
  }

  private static String packageName(String pattern, String suffix) {
    String name = pattern.substring(0, pattern.length() - suffix.length());
    requireName(name, pattern);
    // A class in it that cannot be on any list by its own name stands for the package.
    requireAllowable(name + ".Any", pattern);
    return name;
  }

  private static void requireName(String name, String pattern) {
    if (!ClassNames.isQualifiedName(name)) {
      throw new CacheConfigurationException(
          "serialization.allow: '"
              + pattern
              + "' is not a class name pattern; write a class (com.acme.Order), a package (com.acme.*) or a package and all below it (com.acme.**)");
    }
  }

  private static void requireAllowable(String className, String pattern) {
    if (ForbiddenClasses.isNever(className)) {
      throw new CacheConfigurationException(
          "serialization.allow: '" + pattern + "' cannot be allowed: classes of this kind are never read from bytes; store plain data instead");
    }
  }

  /**
   * Whether a pattern allows the class.
   *
   * @param gadgetEntry the entry of the gadget-prone list that holds the class, or null; only a pattern that reaches no further than this
   *     entry does allows such a class, so that {@code org.**} doesn't open them all
   */
  boolean allow(String className, @Nullable String gadgetEntry) {
    if (classes.contains(className)) {
      return true;
    }
    if (classes.isEmpty() && packages.isEmpty() && trees.isEmpty()) {
      return false;
    }
    String ancestor = ClassNames.packageOf(className);
    if (packages.contains(ancestor) && isWithin(ancestor, gadgetEntry)) {
      return true;
    }
    while (!ancestor.isEmpty()) {
      if (trees.contains(ancestor) && isWithin(ancestor, gadgetEntry)) {
        return true;
      }
      ancestor = ClassNames.packageOf(ancestor);
    }
    return false;
  }

  private static boolean isWithin(String packageName, @Nullable String gadgetEntry) {
    return gadgetEntry == null || (packageName + ".").startsWith(gadgetEntry);
  }
}
