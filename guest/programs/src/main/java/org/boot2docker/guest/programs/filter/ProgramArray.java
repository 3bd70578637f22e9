package org.boot2docker.guest.programs.filter;

import java.io.IOException;
import java.util.Arrays;

/** A program in memory. */
public final class ProgramArray implements ProgramBytes {
  private final byte[] bytes;

  /** The array is not copied: filters change it. */
  public ProgramArray(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public byte[] read(long offset, int length) throws IOException {
    check(offset, length);
    return Arrays.copyOfRange(bytes, (int) offset, (int) offset + length);
  }

  @Override
  public void write(long offset, byte[] from, int length) throws IOException {
    check(offset, length);
    System.arraycopy(from, 0, bytes, (int) offset, length);
  }

  private void check(long offset, int length) throws IOException {
    if (offset < 0 || length < 0 || offset > bytes.length - length) {
      throw new IOException(
          length + " bytes at offset " + offset + " are not in a program of " + bytes.length);
    }
  }
}
