package org.jdance.samples.hibernate;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** The outer size of a product in centimetres. */
@Embeddable
public class Size {

  @Column(name = "size_length") private int length;
  @Column(name = "size_width") private int width;
  @Column(name = "size_height") private int height;

  /** For Hibernate. */
  protected Size() {}

  public Size(int length, int width, int height) {
    this.length = length;
    this.width = width;
    this.height = height;
  }

  public int volume() {
    return length * width * height;
  }
}
