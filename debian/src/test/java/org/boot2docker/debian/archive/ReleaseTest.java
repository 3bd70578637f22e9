package org.boot2docker.debian.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ReleaseTest {
  @Test
  void aWordThatIsThereTwiceIsReadOnce() throws IOException {
    Release release =
        Release.parse(
            "Suite: stable\n"
                + "Date: Sat, 15 Nov 2025 10:00:00 UTC\n"
                + "Architectures: amd64 arm64 amd64\n"
                + "SHA256:\n "
                + "ab".repeat(32)
                + " 10 main/binary-amd64/Packages\n",
            "InRelease");
    assertThat(release.architectures()).containsExactlyInAnyOrder("amd64", "arm64");
  }
}
