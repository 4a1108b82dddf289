/** A small shop on Hibernate ORM, with JDance as its second-level cache. */
@NullMarked
package org.jdance.samples.hibernate;

import org.jspecify.annotations.NullMarked;
