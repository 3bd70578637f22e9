package org.boot2docker.guest.system.kernel;

import org.teavm.interop.Import;
import org.teavm.interop.c.Include;

/** The C library's functions for mounts, exactly as it declares them. */
final class LibcStorage {
  private LibcStorage() {}

  @Include("sys/mount.h")
  @Import(name = "mount")
  static native int mount(String source, String target, String type, long flags, String data);

  @Include("sys/mount.h")
  @Import(name = "umount2")
  static native int umount2(String target, int flags);

  @Include("unistd.h")
  @Import(name = "sync")
  static native void sync();
}
