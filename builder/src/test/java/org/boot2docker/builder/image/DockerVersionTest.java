package org.boot2docker.builder.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.boot2docker.debian.control.Version;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerVersionTest {

  @ParameterizedTest
  @CsvSource({
    "28.5.2+dfsg4-5, 28.5.2",
    "26.1.5+dfsg1-9+deb13u1+b1, 26.1.5",
    "2:29.0.0-1, 29.0.0",
    "29.0.0~rc1+dfsg1-1, 29.0.0-rc1",
  })
  void isTheUpstreamVersionOfThePackage(String packageVersion, String docker) {
    assertThat(DockerVersion.of(Version.parse(packageVersion))).isEqualTo(docker);
  }
}
