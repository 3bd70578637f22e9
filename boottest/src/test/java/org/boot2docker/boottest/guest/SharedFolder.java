package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.boot2docker.boottest.lab.Guest;

/** A folder that the host shares on its own path, seen from both sides. */
final class SharedFolder {
  /** Neither root's number nor the one that docker has in the image. */
  private static final int SOMEBODY = 1501;

  private SharedFolder() {}

  /** Where root runs the tests, makes the folder somebody else's, as it is on people's machines. */
  static void giveToUser(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        if (owner(file) == 0) {
          Files.setAttribute(file, "unix:uid", SOMEBODY);
          Files.setAttribute(file, "unix:gid", SOMEBODY);
        }
      }
    }
  }

  /** Checks that docker in the guest is the one whom the folder's files belong to. */
  static void checkOwner(Guest guest, Path folder) throws IOException {
    int owner = owner(folder);
    Path secret = folder.resolve("secret");
    Files.writeString(secret, "for my eyes\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    giveToUser(folder);

    assertThat(guest.run("id -u")).isEqualTo(owner + "\n");
    assertThat(guest.run("stat -c %U " + folder + " " + secret)).isEqualTo("docker\ndocker\n");
    assertThat(guest.run("cat " + secret + "; echo more >> " + secret)).isEqualTo("for my eyes\n");
    assertThat(secret).hasContent("for my eyes\nmore\n");

    guest.run("cd %s; mkdir made; echo x > made/file; ln -s file made/link".formatted(folder));
    for (String name : List.of("made", "made/file")) {
      assertThat(owner(folder.resolve(name))).as("owner of " + name).isEqualTo(owner);
    }
    assertThat(folder.resolve("made/link")).isSymbolicLink();
    assertThat(guest.run("ls -ld /home/docker")).contains(" docker ");
  }

  /** Checks that Docker was started when the folders were there. */
  static void checkThatDockerWaited(Guest guest) throws IOException {
    assertThat(guest.run("sudo dmesg | grep -E 'started docker as|reached folders'"))
        .containsSubsequence("reached folders", "started docker");
  }

  static int owner(Path file) throws IOException {
    return (Integer) Files.getAttribute(file, "unix:uid");
  }
}
