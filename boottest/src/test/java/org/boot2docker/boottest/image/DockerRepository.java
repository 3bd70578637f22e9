package org.boot2docker.boottest.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.boot2docker.boottest.lab.HostArchive;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.contract.Architecture;
import org.boot2docker.debian.archive.Archive;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.debian.archive.SuiteRequest;
import org.boot2docker.debian.control.PackageRecord;
import org.boot2docker.debian.testing.MirrorServer;
import org.boot2docker.debian.testing.Packages;
import org.boot2docker.debian.testing.TestKey;
import org.boot2docker.debian.testing.TestMirror;
import org.bouncycastle.openpgp.PGPException;

/**
 * A repository on this machine that looks like the one of Docker's makers: their names of packages,
 * their paths and their layout, a key of its own. The programs are those of Debian's packages.
 */
final class DockerRepository implements AutoCloseable {

  /** Docker's version in it. */
  static final String VERSION = "28.0.1";

  private static final String PACKAGE_VERSION = "5:" + VERSION + "-1~debian.13~trixie";
  private static final String INDEX = "stable/binary-amd64/Packages";

  /** Each package, the packages of Debian that its files are from, and where they go. */
  private static final List<Repacked> CONTENTS =
      List.of(
          new Repacked(
              "docker-ce",
              Map.of(
                  "usr/bin/dockerd", "docker.io:usr/sbin/dockerd",
                  "usr/bin/docker-proxy", "docker.io:usr/sbin/docker-proxy",
                  "usr/bin/docker-init", "tini:usr/bin/tini-static")),
          new Repacked("docker-ce-cli", Map.of("usr/bin/docker", "docker-cli:usr/bin/docker")),
          new Repacked(
              "containerd.io",
              Map.of(
                  "usr/bin/containerd", "containerd:usr/bin/containerd",
                  "usr/bin/containerd-shim-runc-v2", "containerd:usr/bin/containerd-shim-runc-v2",
                  "usr/bin/runc", "runc:usr/sbin/runc|usr/bin/runc")),
          new Repacked(
              "docker-buildx-plugin",
              Map.of(
                  "usr/libexec/docker/cli-plugins/docker-buildx",
                  "docker-buildx:usr/libexec/docker/cli-plugins/docker-buildx")),
          new Repacked(
              "docker-compose-plugin",
              Map.of(
                  "usr/libexec/docker/cli-plugins/docker-compose",
                  "docker-compose:usr/libexec/docker/cli-plugins/docker-compose")));

  private record Repacked(String name, Map<String, String> files) {

    Path pack(DebianFiles debian, Path directory) throws IOException {
      Path root = Files.createDirectories(directory.resolve(name));
      for (Map.Entry<String, String> file : files.entrySet()) {
        String[] from = file.getValue().split(":", 2);
        Path to = root.resolve(file.getKey());
        Files.createDirectories(java.util.Objects.requireNonNull(to.getParent()));
        Files.copy(debian.file(from[0], from[1]), to);
      }
      return Packages.build(root, name, PACKAGE_VERSION, "", "-Znone");
    }
  }

  private final TestMirror mirror;
  private final MirrorServer server;
  private final Path keyFile;
  private final String stanzas;

  private DockerRepository(TestMirror mirror, Path keyFile, String stanzas) throws IOException {
    this.mirror = mirror;
    this.keyFile = keyFile;
    this.stanzas = stanzas;
    this.server = new MirrorServer(mirror.root());
  }

  /** Makes one below an empty directory. */
  static DockerRepository make(Path directory) throws IOException {
    TestKey key = key("docker");
    Path keyFile = Files.writeString(directory.resolve("docker.asc"), key.armored());
    TestMirror mirror =
        new TestMirror(Files.createDirectories(directory.resolve("www")), key)
            .suiteName("trixie")
            .headers("Architectures: amd64 arm64\nComponents: stable test\n")
            .date(Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(1)))
            .pool("dists/trixie/pool/stable/amd64");
    DebianFiles debian = new DebianFiles(directory);
    StringBuilder stanzas = new StringBuilder();
    for (Repacked each : CONTENTS) {
      Path deb = each.pack(debian, directory);
      stanzas.append(mirror.add(each.name(), PACKAGE_VERSION, "", Files.readAllBytes(deb)));
    }
    DockerRepository repository = new DockerRepository(mirror, keyFile, stanzas.toString());
    repository.publish();
    return repository;
  }

  static TestKey key(String name) throws IOException {
    try {
      return TestKey.make(name);
    } catch (PGPException e) {
      throw new IOException(e);
    }
  }

  /** The packages of Debian stable, unpacked. */
  private static final class DebianFiles {
    private final Path directory;
    private final Archive archive = HostArchive.open();
    private final List<PackageRecord> packages =
        archive.load(new SuiteRequest("trixie"), Architecture.AMD64.debianName()).packages();

    DebianFiles(Path directory) throws IOException {
      this.directory = directory;
    }

    /** The file in a package, at the first of several places that it has. */
    Path file(String packageName, String path) throws IOException {
      Path unpacked = directory.resolve("debian-" + packageName);
      if (!Files.exists(unpacked)) {
        PackageRecord found =
            packages.stream()
                .filter(each -> each.name().equals(packageName))
                .findFirst()
                .orElseThrow();
        String deb = archive.fetch(LockedPackage.of(found)).toString();
        HostTool.run(directory, "dpkg-deb", "-x", deb, unpacked.toString()).succeeded();
      }
      for (String each : path.split("\\|", -1)) {
        if (Files.exists(unpacked.resolve(each))) {
          return unpacked.resolve(each);
        }
      }
      throw new IOException(packageName + " has no " + path);
    }
  }

  /** Publishes all of it, dated now. */
  void publish() throws IOException {
    publish(stanzas);
  }

  /** Publishes all but one package. */
  void publishWithout(String name) throws IOException {
    StringBuilder left = new StringBuilder();
    for (String stanza : stanzas.split("(?<=\n\n)")) {
      left.append(stanza.contains("Package: " + name + "\n") ? "" : stanza);
    }
    publish(left.toString());
  }

  private void publish(String index) throws IOException {
    mirror.publish("trixie", Map.of(INDEX, index, "test/binary-amd64/Packages", ""));
  }

  /** Publishes all of it with a release file that is no longer valid. */
  void publishExpired() throws IOException {
    mirror.validFor(Duration.ofMinutes(10));
    publish();
    mirror.validFor(Duration.ofDays(7));
  }

  /** What {@code --repository} needs. */
  String option() {
    return "docker=" + server.base();
  }

  /** What {@code --repository-key} needs. */
  String keyOption() {
    return "docker=" + keyFile;
  }

  @Override
  public void close() {
    server.close();
  }
}
