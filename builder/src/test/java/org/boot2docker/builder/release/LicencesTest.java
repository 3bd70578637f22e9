package org.boot2docker.builder.release;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LicencesTest {
  @Test
  void debiansNamesBecomeThoseOfSpdx() {
    String copyright =
        """
        Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/

        Files: *
        Copyright: somebody
        License: GPL-2+ and Expat

        Files: a
        License: BSD-3-clause or Artistic, and LGPL-2.1+
         The text of a licence, License: none

        Files: b
        License: GPL-2 with OpenSSL exception

        License: Some~odd
        """;
    assertThat(Licences.of(copyright))
        .containsExactly(
            "Artistic-1.0",
            "BSD-3-Clause",
            "GPL-2.0-or-later",
            "LGPL-2.1-or-later",
            "LicenseRef-Debian-GPL-2-with-OpenSSL-exception",
            "LicenseRef-Debian-Some-odd",
            "MIT");
  }

  @Test
  void aTextWithoutFieldsHasNoneThatAProgramKnows() {
    assertThat(Licences.of("This is free software.\nSee /usr/share/common-licenses/GPL.\n"))
        .isEmpty();
  }
}
