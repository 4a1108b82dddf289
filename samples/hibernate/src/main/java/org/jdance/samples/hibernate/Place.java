package org.jdance.samples.hibernate;

import jakarta.persistence.Embeddable;
import java.io.Serializable;

/** The id of a {@link Shelf}: an id of two parts makes a cache key of two parts. */
@Embeddable
public record Place(String hall, int number) implements Serializable {}
