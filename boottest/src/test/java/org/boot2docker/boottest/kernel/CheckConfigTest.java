package org.boot2docker.boottest.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.Lab;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.boottest.lab.UserCache;
import org.boot2docker.image.Manifest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** moby's own list of options, asked in the guest of a kernel that we have configured. */
@Order(37)
@ExtendWith(LabExtension.class)
class CheckConfigTest {
  private static final String SCRIPT = "contrib/check-config.sh";
  private static final Pattern MISSING = Pattern.compile("- CONFIG_(\\w+): missing");

  @TempDir Path directory;

  @Test
  void onlyWhatTheDocsGiveAReasonForIsMissing(BuiltImage image, Lab lab) throws IOException {
    assumeTrue(!image.manifest().kernelBuild().isEmpty(), "a kernel from source");
    Guest guest = lab.sharedGuest();
    guest.upload(script(image), "/tmp/check-config.sh");

    String said = guest.run("sh /tmp/check-config.sh 2>&1 || true");

    assertThat(said).contains("Generally Necessary", "CONFIG_OVERLAY_FS: enabled", "cgroupv2");
    Set<String> missing =
        said.lines()
            .map(line -> MISSING.matcher(line.strip()))
            .filter(java.util.regex.Matcher::matches)
            .map(matcher -> matcher.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(missing).as(said).isEqualTo(documented());
  }

  @Test
  void nothingThatIsBuiltInMakesModprobeComplain(BuiltImage image, Lab lab) throws IOException {
    assumeTrue(!image.manifest().kernelBuild().isEmpty(), "a kernel from source");
    Guest guest = lab.sharedGuest();

    assertThat(
            guest.run("sudo modprobe -a overlay bridge br_netfilter ip_vs nf_tables xt_u32 2>&1"))
        .isEmpty();
    assertThat(guest.consoleText()).doesNotContain("FATAL", "not in this image", "was not loaded");
  }

  /** The table of docs/kernel.md. */
  private static Set<String> documented() throws IOException {
    return Files.readString(BuiltImage.distribution().resolveSibling("docs/kernel.md"))
        .lines()
        .dropWhile(line -> !line.startsWith("| off |"))
        .skip(2)
        .takeWhile(line -> line.startsWith("| `"))
        .flatMap(line -> Pattern.compile("`(\\w+)`").matcher(line.split("\\|")[1]).results())
        .map(result -> result.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** From Docker's package, or from the sources that an engine of one's own is compiled from. */
  private Path script(BuiltImage image) throws IOException {
    Path docker = Files.createDirectories(directory.resolve("docker"));
    for (Manifest.Component each : image.manifest().packages()) {
      if (each.name().equals("docker.io")) {
        unpack(UserCache.packages().resolve("sha256"), each.sha256(), docker);
      }
    }
    try (Stream<Path> files = Files.walk(docker)) {
      return files.filter(file -> file.endsWith(SCRIPT)).findFirst().orElseThrow();
    }
  }

  private static void unpack(Path sums, String sum, Path docker) throws IOException {
    String file = sums.resolve(sum.substring(0, 2)).resolve(sum).toString();
    if (HostTool.run(docker, "dpkg-deb", "-x", file, ".").exit() != 0) {
      // One of the archives of a source package; not each has the script.
      HostTool.run(docker, "tar", "--wildcards", "-xf", file, "*/" + SCRIPT);
    }
  }
}
