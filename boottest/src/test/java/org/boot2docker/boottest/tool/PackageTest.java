package org.boot2docker.boottest.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.Cli;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.Manual;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tool's own release: an archive with Java, packages for Debian and Homebrew, libraries. */
class PackageTest {
  private static final Path ROOT = BuiltImage.distribution().resolveSibling("");

  /** It compresses more than 100 MB, perhaps on a busy machine. */
  private static final Duration LIMIT = Duration.ofMinutes(20);

  @TempDir private Path directory;

  @Test
  @Tag("nightly")
  void theToolsOwnReleaseStartsWithoutJavaAndIsReproducible() throws IOException {
    assertThat(ROOT.resolve("cli/target/boot2docker.jar")).as("the tool is built").exists();
    HostTool.run(directory, "minisign", "-G", "-W", "-p", "maker.pub", "-s", "maker.key")
        .succeeded();
    Path first = make("first");
    Path second = make("second");

    for (Path file : files(first)) {
      assertThat(Files.mismatch(file, second.resolve(first.relativize(file).toString())))
          .as("the first byte of %s that differs in a second run", first.relativize(file))
          .isEqualTo(-1);
    }
    for (String sums : List.of("SHA256SUMS", "maven.sha256")) {
      HostTool.run(first, "sha256sum", "--check", "--strict", sums).succeeded();
    }
    HostTool.run(first, "sha512sum", "--check", "--strict", "SHA512SUMS").succeeded();
    Path archive = one(first, ".tar.gz");
    theArchiveStarts(archive);
    whatWasChangedAfterSigningIsRefused(archive);
    thePackageIsSound(one(first, ".deb"));
    assertThat(Files.readString(first.resolve("boot2docker.rb")))
        .contains("url \"https://example.org/b2d/" + archive.getFileName() + "\"")
        .contains("sha256 \"" + sum(first, archive) + "\"");
    aProgramIsCompiledWithTheLibraries(first.resolve("maven"));
  }

  /** By Maven with an empty repository of its own, as somebody else's build would. */
  private void aProgramIsCompiledWithTheLibraries(Path repository) throws IOException {
    Path project = Files.createDirectories(directory.resolve("project"));
    Path sources = Files.createDirectories(project.resolve("src/main/java"));
    Files.writeString(sources.resolve("Example.java"), Manual.example());
    Files.writeString(
        project.resolve("pom.xml"),
        """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <groupId>org.example</groupId>
          <artifactId>example</artifactId>
          <version>1</version>
          <properties>
            <maven.compiler.source>17</maven.compiler.source>
            <maven.compiler.target>17</maven.compiler.target>
            <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
          </properties>
          <repositories>
            <repository><id>boot2docker</id><url>%s</url></repository>
          </repositories>
          <dependencies>
            <dependency>
              <groupId>org.boot2docker</groupId>
              <artifactId>boot2docker-machine</artifactId>
              <version>%s</version>
            </dependency>
            <dependency>
              <groupId>org.boot2docker</groupId>
              <artifactId>boot2docker-builder</artifactId>
              <version>%2$s</version>
            </dependency>
          </dependencies>
        </project>
        """
            .formatted(repository.toUri(), one(machine(repository), "").getFileName()));

    List<String> command =
        List.of("mvn", "-B", "-q", "-Dmaven.repo.local=" + directory.resolve("m2"), "compile");
    HostTool.run(project, Map.of(), LIMIT, command).succeeded();

    assertThat(project.resolve("target/classes/Example.class")).exists();
    assertThat(one(one(machine(repository), ""), "-sources.jar")).isNotEmptyFile();
  }

  private void whatWasChangedAfterSigningIsRefused(Path archive) throws IOException {
    String[] verify = {"verify", archive.toString(), "--key", "maker.pub"};
    Cli.in(directory).run(verify).succeeded();

    Path sums = archive.resolveSibling("SHA256SUMS");
    Files.writeString(sums, Files.readString(sums) + "\n");
    HostTool.Result refused = Cli.in(directory).run(verify);
    assertThat(refused.exit()).as(refused.err()).isEqualTo(1);
    assertThat(refused.err()).contains("SHA256SUMS.minisig");
  }

  private static Path machine(Path repository) {
    return repository.resolve("org/boot2docker/boot2docker-machine");
  }

  private Path make(String name) throws IOException {
    Path to = directory.resolve(name);
    List<String> command =
        List.of(
            ROOT.resolve("setup/package").toString(),
            "--sign-minisign",
            "maker.key",
            to.toString(),
            "https://example.org/b2d/");
    HostTool.run(directory, Map.of(), LIMIT, command).succeeded();
    return to;
  }

  private void theArchiveStarts(Path archive) throws IOException {
    HostTool.run(directory, "tar", "-xzf", archive.toString()).succeeded();
    String name = archive.getFileName().toString().replace(".tar.gz", "");
    starts(directory.resolve(name).resolve("boot2docker"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of(name, "boot2docker"));
    starts(link);
  }

  private void starts(Path program) throws IOException {
    HostTool.Result version = run(program, "version").succeeded();
    assertThat(version.out() + version.err()).contains("boot2docker 0.");
    run(program, "description", "--profile", "small").succeeded();
  }

  /** Without a JDK in PATH. */
  private HostTool.Result run(Path program, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("env", "-i", "PATH=/usr/bin:/bin", "HOME=" + directory));
    command.add(program.toString());
    command.addAll(List.of(arguments));
    return HostTool.run(directory, command.toArray(String[]::new));
  }

  private void thePackageIsSound(Path deb) throws IOException {
    String info = HostTool.run(directory, "dpkg-deb", "--info", "" + deb).succeeded().out();
    assertThat(info)
        .contains("Package: boot2docker")
        .containsPattern("Depends: qemu-system-(x86|arm), libc6, zlib1g")
        .contains("Recommends: ovmf, qemu-utils, debian-archive-keyring");
    List<String> contents =
        HostTool.run(directory, "dpkg-deb", "--contents", "" + deb)
            .succeeded()
            .out()
            .lines()
            .toList();
    assertThat(contents).allMatch(line -> line.contains(" root/root "));
    assertThat(contents)
        .anyMatch(line -> line.endsWith("./usr/bin/boot2docker -> ../lib/boot2docker/boot2docker"))
        .anyMatch(line -> line.matches("-rwxr-xr-x .* \\./usr/lib/boot2docker/runtime/bin/java"))
        .anyMatch(line -> line.endsWith("./usr/lib/boot2docker/distro/boot2docker.yaml"));
    Path unpacked = directory.resolve("deb");
    HostTool.run(directory, "dpkg-deb", "--extract", "" + deb, "" + unpacked).succeeded();
    starts(unpacked.resolve("usr/bin/boot2docker"));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static Path one(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(ending)).toList();
      assertThat(found).hasSize(1);
      return found.get(0);
    }
  }

  private static String sum(Path folder, Path file) throws IOException {
    return HostTool.run(folder, "sha256sum", file.toString()).succeeded().out().split(" ")[0];
  }
}
