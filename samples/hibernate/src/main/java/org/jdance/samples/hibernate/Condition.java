package org.jdance.samples.hibernate;

/** In which condition a product is. */
public enum Condition {
  NEW,
  USED
}
