package org.jdance.internal.serial;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The written lists of what isn't read: classes that no configuration allows, and packages known for gadgets, classes whose mere
 * deserialization can run foreign code.
 *
 * <p>An entry that ends in a dot stands for a package and all below, any other for one class.
 */
final class ForbiddenClasses {

  /** Never, whatever is configured: code instead of data, remote look-ups, and containers of another stream that no filter would see. */
  private static final Set<String> NEVER =
      Set.of(
          "com.sun.jndi.",
          "com.sun.org.apache.",
          "com.sun.proxy.",
          "com.sun.rowset.",
          "java.lang.invoke.",
          "java.lang.reflect.",
          "java.net.URL",
          "java.rmi.",
          "java.security.SignedObject",
          "javax.crypto.SealedObject",
          "javax.management.",
          "javax.naming.",
          "javax.rmi.",
          "javax.script.",
          "jdk.internal.",
          "jdk.proxy1.",
          "jdk.proxy2.",
          "jdk.proxy3.",
          "sun.misc.",
          "sun.print.",
          "sun.reflect.",
          "sun.rmi.",
          "sun.swing.",
          "sun.tracing.");

  /** Not learned and not reached by the package of a declared type; a pattern of {@code serialization.allow} must name them. */
  private static final Set<String> GADGET_PRONE =
      Set.of(
          "bsh.",
          "ch.qos.logback.",
          "clojure.",
          "com.alibaba.fastjson.",
          "com.alibaba.fastjson2.",
          "com.caucho.",
          "com.fasterxml.jackson.databind.",
          "com.ibm.jtc.",
          "com.mchange.",
          "com.opensymphony.",
          "com.rometools.",
          "com.sun.syndication.",
          "com.sun.xml.",
          "com.vaadin.",
          "com.zaxxer.hikari.",
          "freemarker.",
          "groovy.",
          "java.awt.",
          "java.beans.",
          "java.util.ServiceLoader",
          "java.util.logging.",
          "javassist.",
          "javax.imageio.",
          "javax.media.",
          "javax.print.",
          "javax.sql.rowset.",
          "javax.swing.",
          "javax.xml.",
          "net.bytebuddy.",
          "net.sf.cglib.",
          "net.sf.ehcache.transaction.manager.",
          "net.sf.json.",
          "ognl.",
          "oracle.jdbc.",
          "oracle.jms.",
          "org.apache.activemq.",
          "org.apache.bcel.",
          "org.apache.catalina.",
          "org.apache.click.",
          "org.apache.commons.beanutils.",
          "org.apache.commons.beanutils2.",
          "org.apache.commons.collections.",
          "org.apache.commons.collections4.",
          "org.apache.commons.configuration.",
          "org.apache.commons.configuration2.",
          "org.apache.commons.dbcp.",
          "org.apache.commons.dbcp2.",
          "org.apache.commons.fileupload.",
          "org.apache.commons.jelly.",
          "org.apache.commons.logging.",
          "org.apache.cxf.",
          "org.apache.el.",
          "org.apache.ibatis.",
          "org.apache.log4j.",
          "org.apache.logging.",
          "org.apache.myfaces.",
          "org.apache.openjpa.",
          "org.apache.tomcat.",
          "org.apache.velocity.",
          "org.apache.wicket.",
          "org.apache.xalan.",
          "org.apache.xbean.",
          "org.apache.xpath.",
          "org.aspectj.",
          "org.codehaus.groovy.",
          "org.codehaus.jackson.",
          "org.eclipse.jetty.",
          "org.geotools.",
          "org.h2.",
          "org.hibernate.engine.",
          "org.hibernate.jmx.",
          "org.hibernate.property.",
          "org.hibernate.proxy.",
          "org.hibernate.tuple.",
          "org.hibernate.type.ComponentType",
          "org.hibernate.validator.",
          "org.jboss.",
          "org.mozilla.javascript.",
          "org.mvel2.",
          "org.objectweb.asm.",
          "org.python.",
          "org.reflections.",
          "org.springframework.aop.",
          "org.springframework.asm.",
          "org.springframework.beans.",
          "org.springframework.cglib.",
          "org.springframework.context.",
          "org.springframework.core.",
          "org.springframework.expression.",
          "org.springframework.jndi.",
          "org.springframework.objenesis.",
          "org.springframework.orm.",
          "org.springframework.remoting.",
          "org.springframework.transaction.",
          "org.thymeleaf.",
          "org.yaml.snakeyaml.",
          "oshi.",
          "scala.runtime.",
          "scala.sys.",
          "weblogic.");

  private ForbiddenClasses() {}

  /** Whether no configuration can allow the class. */
  static boolean isNever(String className) {
    return entryFor(className, NEVER) != null || isGenerated(className);
  }

  /** The entry of the gadget-prone list that holds the class, or null. */
  static @Nullable String gadgetEntry(String className) {
    return entryFor(className, GADGET_PRONE);
  }

  /** Classes that the JVM makes as it runs: those of dynamic proxies and lambdas. */
  private static boolean isGenerated(String className) {
    return className.startsWith("$Proxy", className.lastIndexOf('.') + 1) || className.contains("$$Lambda");
  }

  private static @Nullable String entryFor(String className, Set<String> entries) {
    for (int dot = className.indexOf('.'); dot >= 0; dot = className.indexOf('.', dot + 1)) {
      String ancestor = className.substring(0, dot + 1);
      if (entries.contains(ancestor)) {
        return ancestor;
      }
    }
    // A class stands for those nested in it too.
    int nested = className.indexOf('$');
    String outermost = nested < 0 ? className : className.substring(0, nested);
    return entries.contains(outermost) ? outermost : null;
  }
}
