package org.jdance.internal.serial.fields;

/** Whether this Java lets final fields of plain classes be set, as deserialization must. */
public final class FinalFields {

  /** From this version on, setting final fields by reflection is warned of and later denied (JEP 500). */
  private static final int FINAL_MEANS_FINAL = 26;

  private FinalFields() {}

  /** Whether they can be set, without a warning. */
  public static boolean canBeSet() {
    return Runtime.version().feature() < FINAL_MEANS_FINAL;
  }
}
