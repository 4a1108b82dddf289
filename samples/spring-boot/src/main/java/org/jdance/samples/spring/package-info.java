/** A small application on Spring Boot, with JDance behind Spring's cache annotations and behind those of JSR-107. */
@NullMarked
package org.jdance.samples.spring;

import org.jspecify.annotations.NullMarked;
