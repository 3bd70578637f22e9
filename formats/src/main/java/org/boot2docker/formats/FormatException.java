package org.boot2docker.formats;

import java.io.IOException;

/**
 * Bytes that break the rules of their format, or a tree that a format can't hold. The message is
 * one line and says what is wrong and where.
 */
public final class FormatException extends IOException {
  private static final long serialVersionUID = 1;

  private final long offset;
  private final boolean damage;

  private FormatException(String message, long offset, boolean damage) {
    super(message);
    this.offset = offset;
    this.damage = damage;
  }

  /** Damaged or unsupported input: {@code <format>: <reason> at byte <offset>}. */
  public static FormatException at(String format, long offset, String reason) {
    return new FormatException(format + ": " + reason + " at byte " + offset, offset, false);
  }

  /** Input that was right and was changed or cut off since, as its check sum or its end shows. */
  public static FormatException damaged(String format, long offset, String reason) {
    return new FormatException(format + ": " + reason + " at byte " + offset, offset, true);
  }

  /** A file that the format can't hold: {@code <format>: /<path>: <reason>}. */
  public static FormatException of(String format, String path, String reason) {
    return new FormatException(format + ": /" + path + ": " + reason, -1, false);
  }

  /** Whether nobody else can read it either; otherwise a reader that takes more may. */
  public boolean isDamage() {
    return damage;
  }

  /** Where in the input the fault is, in bytes from its start; -1 when it isn't about input. */
  public long offset() {
    return offset;
  }
}
