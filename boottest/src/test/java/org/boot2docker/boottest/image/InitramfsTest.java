package org.boot2docker.boottest.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.boot2docker.boottest.image.Initramfs.Entry;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.LabExtension;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What runs in RAM: nothing more privileged than it has to be, nothing missing. */
@Order(11)
@ExtendWith(LabExtension.class)
class InitramfsTest {
  private static final String LATER = "usr/lib/boot2docker/services/later-modules.service";

  @TempDir private Path directory;

  @Test
  void onlyDoasIsSetuid(BuiltImage image) throws IOException {
    List<String> privileged =
        Initramfs.of(image, directory).list().stream()
            .filter(entry -> !entry.mode().startsWith("l"))
            .filter(entry -> entry.mode().matches("...[sS].*|......[sS].*"))
            .map(Entry::path)
            .toList();

    assertThat(privileged).containsExactly("usr/bin/doas");
  }

  @Test
  void everythingIsRootsButHomeAndShadow(BuiltImage image) throws IOException {
    Map<String, String> others =
        Initramfs.of(image, directory).list().stream()
            .filter(entry -> !entry.owner().equals("0:0"))
            .collect(Collectors.toMap(Entry::path, Entry::owner));

    assertThat(others)
        .containsOnly(Map.entry("home/docker", "1000:50"), Map.entry("etc/shadow", "0:42"));
  }

  @Test
  void nobodyButItsOwnerWritesAnything(BuiltImage image) throws IOException {
    List<String> writable =
        Initramfs.of(image, directory).list().stream()
            .filter(entry -> !entry.mode().startsWith("l"))
            .filter(entry -> entry.mode().charAt(5) == 'w' || entry.mode().charAt(8) == 'w')
            .map(Entry::path)
            .toList();

    assertThat(writable).containsExactlyInAnyOrder("tmp", "var/tmp");
  }

  @Test
  void noDocumentationNorPackageManagerComesAlong(BuiltImage image) throws IOException {
    assertThat(Initramfs.of(image, directory).list())
        .extracting(Entry::path)
        .noneMatch(path -> path.startsWith("usr/share/doc") || path.startsWith("usr/share/man"))
        .noneMatch(path -> path.startsWith("var/lib/dpkg") || path.endsWith("/apt"))
        .noneMatch(path -> path.endsWith("/ctr") || path.endsWith("/docker-buildx"));
  }

  @Test
  void modprobeFindsEveryModuleThatIsLoadedByName(BuiltImage image) throws IOException {
    Path root =
        Initramfs.of(image, directory).unpack("*lib/modules/*", "etc/modules-load.d/*", LATER);
    // modprobe looks below lib/modules, which is a link in the image.
    if (!Files.exists(root.resolve("lib"))) {
      Files.createSymbolicLink(root.resolve("lib"), Path.of("usr/lib"));
    }
    // The image has the text indexes that busybox reads; kmod's modprobe wants binary ones.
    HostTool.run(directory, "depmod", "-b", root.toString(), image.manifest().kernel()).succeeded();
    for (String module : modulesToLoad(root)) {
      String lines =
          HostTool.run(
                  directory,
                  "modprobe",
                  "-d",
                  root.toString(),
                  "-S",
                  image.manifest().kernel(),
                  "--show-depends",
                  module)
              .succeeded()
              .out();
      assertThat(lines.lines().toList())
          .as(module)
          .isNotEmpty()
          .allSatisfy(InitramfsTest::assertFileIsThere);
    }
  }

  private static void assertFileIsThere(String line) {
    String[] words = line.strip().split("\\s+");
    if (words[0].equals("insmod")) {
      assertThat(Path.of(words[1])).exists();
    } else {
      assertThat(words[0]).isEqualTo("builtin");
    }
  }

  private static Stream<String> modulesOfContainers(Path root) throws IOException {
    String command =
        Files.readAllLines(root.resolve(LATER)).stream()
            .filter(line -> line.startsWith("command="))
            .findFirst()
            .orElseThrow();
    assertThat(command).contains(" -a -q ").contains(" veth ");
    return Arrays.stream(command.split(" -a -q ")[1].split(" "));
  }

  private static List<String> modulesToLoad(Path root) throws IOException {
    try (var files = Files.list(root.resolve("etc/modules-load.d"))) {
      StringBuilder text = new StringBuilder();
      for (Path file : files.sorted().toList()) {
        text.append(Files.readString(file)).append('\n');
      }
      List<String> names =
          text.toString()
              .lines()
              .map(String::strip)
              .filter(l -> !l.isEmpty() && !l.startsWith("#"))
              .toList();
      assertThat(names).contains("overlay", "bridge");
      return Stream.concat(names.stream(), modulesOfContainers(root)).toList();
    }
  }

  @Test
  void everyProgramFindsItsLibraries(BuiltImage image) throws IOException {
    Path root =
        Initramfs.of(image, directory)
            .unpack("usr/bin/*", "usr/sbin/*", "usr/lib/*", "usr/lib64/*");
    List<String> programs;
    try (var walk = Files.walk(root.resolve("usr"))) {
      programs =
          walk.filter(Files::isRegularFile)
              .map(Path::toString)
              .filter(p -> p.contains("bin/") || p.contains(".so"))
              .toList();
    }
    List<String> missing = new java.util.ArrayList<>();
    for (String program : programs) {
      String dynamic = HostTool.run(directory, "readelf", "-d", program).out();
      dynamic
          .lines()
          .filter(line -> line.contains("(NEEDED)"))
          .map(line -> line.substring(line.indexOf('[') + 1, line.indexOf(']')))
          .filter(library -> !isPresent(root, library))
          .forEach(library -> missing.add(program + " needs " + library));
    }
    assertThat(missing).isEmpty();
  }

  private static boolean isPresent(Path root, String library) {
    return Files.exists(root.resolve("usr/lib/x86_64-linux-gnu").resolve(library))
        || Files.exists(root.resolve("usr/lib64").resolve(library))
        || Files.exists(root.resolve("usr/lib").resolve(library));
  }
}
