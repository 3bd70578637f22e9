package org.boot2docker.guest.programs.filter;

import java.io.IOException;

/** A program's bytes, read and changed in pieces: a file in the guest, an array in the builder. */
public interface ProgramBytes {

  /** Reads exactly so many bytes into a new array. */
  byte[] read(long offset, int length) throws IOException;

  /** Overwrites the first bytes from an offset on. */
  void write(long offset, byte[] bytes, int length) throws IOException;
}
