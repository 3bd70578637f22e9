package org.boot2docker.guest.programs.tls;

/** One side of a relayed connection; nothing here waits. */
interface End {
  /** Instead of a count: to be tried again when the other side has sent something. */
  int WANTS_READ = -1;

  /** Instead of a count: to be tried again when the other side has taken something. */
  int WANTS_WRITE = -2;

  /** Any result below {@link #WANTS_WRITE} means that the connection is broken. */
  int BROKEN = -3;

  /** Reads; 0 when the other side will send no more. */
  int read(byte[] buffer);

  /** Writes; after {@link #WANTS_WRITE} the same bytes have to be given again. */
  int write(byte[] bytes, int offset, int length);

  /** Tells the other side that no more will be written; 0 when that is done. */
  int finish();
}
