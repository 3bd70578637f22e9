package org.boot2docker.guest.system.kernel;

/** What a descriptor of a fake kernel stands for. */
interface FakeOpen {
  /** The path of a file; a socket has an empty one. */
  String path();

  int read(byte[] buffer);

  int write(byte[] bytes, int offset, int length);

  int control(long request, byte[] argument);

  /** Whether there is something to read, as poll(2) says. */
  boolean ready();
}
