package org.jdance.internal.config;

import static org.jdance.internal.config.ConfigurationKeys.PREFIX;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdance.CacheConfigurationException;

/** Follows a manager's URI to what it stands for and reads the options and the file on the way. */
final class UriLocator {

  /** What {@code jdance:default} falls back to before the embedded store, and what {@code jdance:NAME} is made like. */
  static final String DEFAULT_RESOURCE = "jdance.properties";

  private static final String URI_VARIABLE = "JDANCE_URI";
  private static final String URI_PROPERTY = PREFIX + ConfigurationKeys.URI.name();
  private static final String OR_EMBEDDED = " For the embedded store without a file, use the URI jdance:memory.";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  private final Environment environment;
  private final ClassPath classPath;
  private final ResourceReader reader;
  private final Problems problems;

  UriLocator(Environment environment, ClassLoader managerLoader, ResourceReader reader, Problems problems) {
    this.environment = environment;
    this.classPath = new ClassPath(managerLoader, environment);
    this.reader = reader;
    this.problems = problems;
  }

  /** What {@code uri} stands for. */
  Located locate(URI uri) {
    return locate(uri, "");
  }

  private Located locate(URI uri, String via) {
    UriParts parts = UriParts.of(uri, via);
    Located target = NodeKind.ofScheme(parts.scheme()).isPresent() ? FleetUri.locate(parts) : switch (parts.scheme()) {
      case "jdance" -> named(parts, !via.isEmpty());
      case "classpath" -> classPathResource(withoutLeadingSlashes(parts.decodedBody()), parts.shown());
      case "file" -> file(filePath(parts), parts.shown());
      case "" -> withoutScheme(parts);
      default -> fileAt(ResourceReader.url(parts), parts.shown());
    };
    return parts.query().isEmpty() ? target : target.with(QueryOptions.parse(parts.query(), parts.shown(), problems));
  }

  private Located named(UriParts parts, boolean referred) {
    String name = parts.decodedBody();
    return switch (name) {
      case "memory" -> new Located(List.of(), true, parts.shown());
      case "default" -> {
        if (referred) {
          throw new CacheConfigurationException("The URI " + parts.shown() + " refers to itself: jdance:default stands for what is named"
              + " there. Write another URI, such as jdance:memory.");
        }
        yield defaultTarget();
      }
      default -> {
        if (!NAME.matcher(name).matches()) {
          throw new CacheConfigurationException("The URI " + parts.shown() + " is not of the form jdance:memory, jdance:default or"
              + " jdance:NAME with 1 to 100 letters, digits, ., _ or - as NAME, which stands for classpath:jdance-NAME.properties.");
        }
        yield classPathResource("jdance-" + name + ".properties", parts.shown());
      }
    };
  }

  /** A set but blank property or variable counts as not set: scripts write such for "none". */
  private Located defaultTarget() {
    String property = environment.systemProperties().getProperty(URI_PROPERTY, "");
    if (!property.isBlank()) {
      return locate(parse(property, "the system property " + URI_PROPERTY), "from the system property " + URI_PROPERTY);
    }
    String variable = environment.variables().getOrDefault(URI_VARIABLE, "");
    if (!variable.isBlank()) {
      return locate(parse(variable, "the environment variable " + URI_VARIABLE), "from the environment variable " + URI_VARIABLE);
    }
    String shown = "classpath:" + DEFAULT_RESOURCE;
    return ClassPath.find(environment.providerLoader(), DEFAULT_RESOURCE, shown).isPresent()
        ? classPathResource(DEFAULT_RESOURCE, shown)
        : new Located(List.of(), true, "jdance:memory (which jdance:default stands for here)");
  }

  private static URI parse(String text, String where) {
    try {
      return new URI(text.strip());
    } catch (URISyntaxException e) {
      // No cause and no text: its message repeats the URI, and where user info ends cannot be known in a malformed one.
      throw new CacheConfigurationException("The value of " + where + " is not a URI: character " + (e.getIndex() + 1) + ": "
          + e.getReason() + ". Percent-encode what a URI cannot contain, or use jdance:NAME or a file: URI.");
    }
  }

  private Located classPathResource(String name, String shown) {
    if (name.isEmpty()) {
      throw new CacheConfigurationException("The URI " + shown + " names no class path resource. Write, for example,"
          + " classpath:" + DEFAULT_RESOURCE + ".");
    }
    return classPath.find(name, shown).map(url -> fileAt(url, shown)).orElseThrow(() -> new CacheConfigurationException(
        "No class path resource " + SafeText.quote(name) + " was found for the URI " + shown + ". Asked: " + classPath.asked()
            + ". Put the file there, or give a file: URI." + OR_EMBEDDED + otherName(name)));
  }

  private static String otherName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.equals("jdance-memory.properties") || lower.equals("jdance-default.properties")
        ? " Its name is written in lower case."
        : "";
  }

  private Located file(Path path, String shown) {
    if (!Files.exists(path)) {
      throw new CacheConfigurationException("There is no file " + SafeText.quote(path.toAbsolutePath().toString()) + ", looked for"
          + " because of the URI " + shown + ". Create it, or give a classpath: URI." + OR_EMBEDDED);
    }
    return fileOf(reader.read(path, shown), shown);
  }

  private Located fileAt(URL url, String shown) {
    return fileOf(reader.read(url, shown), shown);
  }

  private Located fileOf(String text, String shown) {
    return new Located(List.of(PropertiesText.parse(text, shown, problems)), false, shown);
  }

  private static Path filePath(UriParts parts) {
    String name = parts.decodedBody();
    if (name.startsWith("//")) {
      int slash = name.indexOf('/', 2);
      String host = name.substring(2, slash < 0 ? name.length() : slash);
      if (!host.isEmpty() && !host.equals("localhost")) {
        throw new CacheConfigurationException("The URI " + parts.shown() + " names a host before the path. Write file:/path, or"
            + " file:path for a path in the working directory.");
      }
      name = slash < 0 ? "" : name.substring(slash);
    }
    if (name.isEmpty()) {
      throw new CacheConfigurationException("The URI " + parts.shown() + " names no file. Write file:/path.");
    }
    return ResourceReader.path(name, parts.shown());
  }

  /** Frameworks pass bare names: first a class path resource, then a file. */
  private Located withoutScheme(UriParts parts) {
    String name = parts.decodedBody();
    if (name.isEmpty() || name.startsWith("//")) {
      throw new CacheConfigurationException("The URI " + SafeText.quote(parts.shown()) + " has no scheme and names no file. Write"
          + " jdance:memory for the embedded store, or a classpath: or file: URI.");
    }
    Optional<URL> resource = classPath.find(withoutLeadingSlashes(name), parts.shown());
    if (resource.isPresent()) {
      return fileAt(resource.get(), parts.shown());
    }
    Path path = ResourceReader.path(name, parts.shown());
    if (!Files.exists(path)) {
      throw new CacheConfigurationException("The URI " + SafeText.quote(parts.shown()) + " has no scheme, so it was looked for on the"
          + " class path (" + classPath.asked() + ") and then as the file " + SafeText.quote(path.toAbsolutePath().toString())
          + ", and is neither. Create it, or give a classpath: or file: URI." + OR_EMBEDDED);
    }
    return fileOf(reader.read(path, parts.shown()), parts.shown());
  }

  private static String withoutLeadingSlashes(String name) {
    int start = 0;
    while (start < name.length() && name.charAt(start) == '/') {
      start++;
    }
    return name.substring(start);
  }
}
