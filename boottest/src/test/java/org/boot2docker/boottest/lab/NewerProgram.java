package org.boot2docker.boottest.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.boot2docker.contract.Architecture;

/**
 * A program of a newer Debian than the one that tests run on, unpacked with the libraries that it
 * was built for.
 */
public final class NewerProgram {
  private static final String SUITE = "trixie";
  private static final String JAVA_HOME = "usr/lib/jvm/java-25-openjdk-";
  private static final String JAVA_SETTINGS = "/etc/java-25-openjdk/";

  private NewerProgram() {}

  /** Debian's virtiofsd: Debian 12 has none that fits its QEMU. */
  public static Path virtiofsd(Path directory) throws IOException {
    unpack(directory, List.of("virtiofsd", "libc6", "libseccomp2", "libcap-ng0", "libgcc-s1"));
    return script(directory, "virtiofsd", "usr/libexec/virtiofsd", List.of());
  }

  /** The newest Java with long support. */
  public static Path java25(Path directory) throws IOException {
    unpack(
        directory,
        List.of("openjdk-25-jre-headless", "libc6", "libstdc++6", "libgcc-s1", "zlib1g"));
    String home = JAVA_HOME + Architecture.host().debianName();
    leadSettingsInto(directory, directory.resolve(home));
    return script(directory, "java", home + "/bin/java", List.of(home + "/lib"));
  }

  /** Debian's {@code docker}; what it takes from {@code DOCKER_CONFIG/cli-plugins} is beside it. */
  public static Path docker(Path directory) throws IOException {
    unpack(directory, List.of("docker-cli", "docker-buildx", "docker-compose", "libc6"));
    Files.createDirectory(directory.resolve("cli-plugins"));
    for (String plugin : List.of("docker-buildx", "docker-compose")) {
      script(
          directory,
          "cli-plugins/" + plugin,
          "usr/libexec/docker/cli-plugins/" + plugin,
          List.of());
    }
    return script(directory, "docker", "usr/bin/docker", List.of());
  }

  private static void unpack(Path directory, List<String> packages) throws IOException {
    for (Path file : HostArchive.packages(SUITE, Architecture.host().debianName(), packages)) {
      HostTool.run(directory, "dpkg-deb", "-x", file.toString(), directory.toString()).succeeded();
    }
  }

  /** Debian's Java has its settings in this machine's /etc, where they are not. */
  private static void leadSettingsInto(Path directory, Path home) throws IOException {
    List<Path> links;
    try (Stream<Path> all = Files.walk(home)) {
      links = all.filter(Files::isSymbolicLink).toList();
    }
    for (Path link : links) {
      String target = Files.readSymbolicLink(link).toString();
      if (target.startsWith(JAVA_SETTINGS)) {
        Files.delete(link);
        Files.createSymbolicLink(link, directory.resolve(target.substring(1)));
      }
    }
  }

  /** A program in the directory that runs the one at a path below it. */
  private static Path script(Path directory, String name, String path, List<String> libraries)
      throws IOException {
    Path own = directory.resolve("usr/lib/" + Architecture.host().multiarch());
    List<Path> folders = new ArrayList<>(List.of(own));
    libraries.forEach(each -> folders.add(directory.resolve(each)));
    String loader;
    try (Stream<Path> files = Files.list(own)) {
      loader =
          files
              .map(Path::toString)
              .filter(file -> file.contains("/ld-linux"))
              .findFirst()
              .orElseThrow();
    }
    Path program = directory.resolve(name);
    Files.writeString(
        program,
        "#!/bin/sh\nexec '%s' --library-path '%s' '%s' \"$@\"\n"
            .formatted(
                loader,
                folders.stream().map(Path::toString).collect(Collectors.joining(":")),
                directory.resolve(path)));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return program;
  }
}
