package org.boot2docker.guest.init.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.boot2docker.guest.system.bytes.Bytes;
import org.junit.jupiter.api.Test;

class RouterSolicitationTest {
  /** RFC 4861, section 4.1; the checksum, 0x7bb8, was added up by hand. */
  @Test
  void isOnePacketFromNobodyToAllRouters() {
    assertThat(Bytes.hex(RouterSolicitation.packet()))
        .isEqualTo(
            "6000000000083aff"
                + "00000000000000000000000000000000"
                + "ff020000000000000000000000000002"
                + "85007bb800000000");
  }
}
