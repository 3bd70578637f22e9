package org.boot2docker.boottest.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * Debian's virtiofsd, with the libraries that it was built for, unpacked beside the test: the
 * Debian that tests run on has none that fits its QEMU.
 */
public final class HostVirtiofsd {
  private static final String SUITE = "trixie";
  private static final List<String> PACKAGES =
      List.of("virtiofsd", "libc6", "libseccomp2", "libcap-ng0", "libgcc-s1");

  private HostVirtiofsd() {}

  /** A program in the directory that runs it. */
  public static Path unpack(Path directory) throws IOException {
    for (Path file : HostArchive.packages(SUITE, "amd64", PACKAGES)) {
      HostTool.run(directory, "dpkg-deb", "-x", file.toString(), directory.toString()).succeeded();
    }
    Path libraries = directory.resolve("usr/lib/x86_64-linux-gnu");
    Path program = directory.resolve("virtiofsd");
    Files.writeString(
        program,
        "#!/bin/sh\nexec %s/ld-linux-x86-64.so.2 --library-path %s %s/usr/libexec/virtiofsd \"$@\"\n"
            .formatted(libraries, libraries, directory));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return program;
  }
}
