package org.boot2docker.builder.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.boot2docker.builder.step.ToolIdentity;
import org.boot2docker.debian.archive.LockedPackage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageDocumentsTest {
  private static final LockedPackage KERNEL =
      new LockedPackage("linux", "1", "amd64", "trixie", "pool/linux.deb", 1, "aa".repeat(32));

  @TempDir Path cache;

  private Path kept(String ending) throws IOException {
    Path folder = cache.resolve(ToolIdentity.of(PackageDocuments.class));
    Path file = Files.createDirectories(folder).resolve(KERNEL.sha256() + ending);
    Files.writeString(file, "text");
    return Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
  }

  /** A text without it would say that the package has none. */
  @Test
  void aConfigurationIsUsedWheneverTheTextOfItsPackageIs() throws IOException {
    Path config = kept(".config");
    kept("");
    // It was unpacked before, so nobody is asked for the package.
    assertThat(PackageDocuments.copyrights(null, List.of(KERNEL), cache))
        .containsEntry("linux", "text");
    assertThat(Files.getLastModifiedTime(config).toInstant()).isAfter(Instant.EPOCH);
  }
}
