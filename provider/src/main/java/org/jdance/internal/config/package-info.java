/** Where a manager's configuration comes from: URI, file, properties and system properties, checked once and frozen. */
@NullMarked
package org.jdance.internal.config;

import org.jspecify.annotations.NullMarked;
