package org.boot2docker.boottest.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.Cli;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.LabExtension;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A release: made, made again, verified, damaged, compared. */
@Order(14)
@ExtendWith(LabExtension.class)
class ReleaseTest {
  @TempDir private Path directory;

  private HostTool.Result run(String... arguments) throws IOException {
    return Cli.in(directory)
        .with("BOOT2DOCKER_HOME", "" + directory.resolve("home"))
        .run(arguments);
  }

  @Test
  @Tag("nightly")
  @Timeout(2400)
  void aReleaseIsTheSameAgainAndDamageToItIsSeen(BuiltImage image) throws IOException {
    HostTool.run(directory, "minisign", "-G", "-W", "-p", "key.pub", "-s", "key").succeeded();
    String profile = image.manifest().profile();
    String[] make = {
      "release",
      "one",
      "-q",
      "--profile",
      profile,
      "--disks",
      "qcow2,ova",
      "--data-size",
      "64",
      "--sign-minisign",
      "key"
    };
    run(make).succeeded();
    Path release = directory.resolve("one");
    String name =
        Files.list(release)
            .map(Path::getFileName)
            .map(Path::toString)
            .filter(file -> file.endsWith(".iso"))
            .findFirst()
            .orElseThrow();
    assertThat(Files.mismatch(release.resolve(name), image.iso())).isEqualTo(-1);
    toolsReadIt(release, name.substring(0, name.length() - 4));

    HostTool.Result verified = run("verify", "one", "--key", "key.pub", "--rebuild").succeeded();
    assertThat(verified.out()).contains("one is whole; signed by ", " files rebuilt, all the same");
    assertThat(verified.err()).as("nothing is from the cache").doesNotContain("unchanged");
    assertThat(run("verify", "one/" + name, "--key", "key.pub").succeeded().out())
        .contains("signed by");
    assertThat(run("verify", "one").err()).contains("no key says who made one: ");

    listsTellOfEveryFile(release, name.substring(0, name.length() - 4));
    comparesWithItself();
    damageIsSeen(release.resolve(name));
  }

  private void toolsReadIt(Path release, String name) throws IOException {
    HostTool.run(release, "sha256sum", "-c", "--quiet", "SHA256SUMS").succeeded();
    HostTool.run(release, "sha512sum", "-c", "--quiet", "SHA512SUMS").succeeded();
    HostTool.run(release, "qemu-img", "check", name + ".qcow2").succeeded();
    assertThat(HostTool.run(release, "tar", "-tf", name + ".ova").succeeded().out())
        .startsWith(name + ".ovf");
    assertThat(HostTool.run(release, "tar", "-tf", name + ".copyright.tar").succeeded().out())
        .contains("usr/share/doc/busybox/copyright", "usr/share/doc/runc/copyright");
  }

  /** Every package and every file has a sum; a library in our programs is no file of its own. */
  private static void listsTellOfEveryFile(Path release, String name) throws IOException {
    ObjectMapper json = new ObjectMapper();
    JsonNode sbom = json.readTree(release.resolve(name + ".cdx.json").toFile());
    assertThat(sbom.path("specVersion").asText()).isEqualTo("1.6");
    List<String> withoutSum = new ArrayList<>();
    for (JsonNode component : sbom.path("components")) {
      String part = component.path("name").asText();
      if (component.path("hashes").isEmpty()) {
        withoutSum.add(part);
      } else {
        assertThat(component.at("/hashes/0/content").asText()).as(part).matches("[0-9a-f]{64}");
      }
    }
    assertThat(withoutSum).containsExactlyInAnyOrder("musl", "libgcc", "mbedtls", "teavm-classlib");
    JsonNode provenance = json.readTree(release.resolve(name + ".intoto.json").toFile());
    assertThat(provenance.path("predicateType").asText())
        .isEqualTo("https://slsa.dev/provenance/v1");
    assertThat(Files.readString(release.resolve("NOTES.md"))).contains("- containerd ", "- runc ");
  }

  private void comparesWithItself() throws IOException {
    assertThat(run("diff", "one", "one").succeeded().out()).contains("No difference.");
    JsonNode diff =
        new ObjectMapper().readTree(run("diff", "one", "one", "--json").succeeded().out());
    assertThat(diff.at("/0/files").size()).isZero();
  }

  private void damageIsSeen(Path iso) throws IOException {
    byte[] bytes = {1, 2, 3};
    try (var channel = Files.newByteChannel(iso, StandardOpenOption.WRITE)) {
      channel.position(Files.size(iso) / 2).write(java.nio.ByteBuffer.wrap(bytes));
    }
    String wrong = iso.getFileName() + " has other bytes than when the release was made: ";
    assertThat(run("verify", "one", "--key", "key.pub").err()).contains(wrong);
    assertThat(run("verify", "one/" + iso.getFileName(), "--unsigned").err()).contains(wrong);
    assertThat(run("up", "--iso", "one/" + iso.getFileName()).err())
        .contains("has another SHA-256 sum than ");
    Path folder = directory.resolve("one");
    try (Stream<Path> left = Files.list(folder)) {
      List<String> hidden =
          left.map(file -> "" + file.getFileName()).filter(file -> file.startsWith(".")).toList();
      assertThat(hidden).isEmpty();
    }
  }
}
