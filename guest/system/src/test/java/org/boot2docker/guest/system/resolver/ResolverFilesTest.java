package org.boot2docker.guest.system.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import org.boot2docker.guest.system.kernel.FakeKernel;
import org.junit.jupiter.api.Test;

class ResolverFilesTest {
  private static final String RESOLVER = "/run/resolv.conf";
  private static final String OTHER = "/run/boot2docker/net/eth1.resolv";

  private final FakeKernel kernel = new FakeKernel();
  private final ResolverFiles files = new ResolverFiles(kernel);

  @Test
  void sourcesAreJoinedByName() {
    files.put("eth1", "nameserver 10.0.1.1\n");
    files.put("eth0", "nameserver 10.0.0.1\n");
    assertThat(kernel.text(RESOLVER)).isEqualTo("nameserver 10.0.0.1\nnameserver 10.0.1.1\n");

    files.remove("eth0");
    assertThat(kernel.text(RESOLVER)).isEqualTo("nameserver 10.0.1.1\n");
  }

  @Test
  void whatAnotherProcessHasLostIsThereAgainWhenALeaseIsRenewed() {
    files.put("eth0", "nameserver 10.0.0.1\n");
    // Another card's client has put its servers, and this one has replaced them with what it saw.
    kernel.file(OTHER, "nameserver 10.0.1.1\n");

    files.put("eth0", "nameserver 10.0.0.1\n");
    assertThat(kernel.text(RESOLVER)).isEqualTo("nameserver 10.0.0.1\nnameserver 10.0.1.1\n");
  }

  @Test
  void processesDontShareTheFileThatTheyWriteFirst() {
    kernel.file(RESOLVER + ".new", "another's, half");
    files.put("eth0", "nameserver 10.0.0.1\n");
    assertThat(kernel.text(RESOLVER)).isEqualTo("nameserver 10.0.0.1\n");
    assertThat(kernel.text(RESOLVER + ".new")).isEqualTo("another's, half");
  }

  @Test
  void whatIsThereStaysWhenThereIsNoRoomForMore() {
    files.put("eth0", "nameserver 10.0.0.1\n");
    kernel.failures.put("open " + RESOLVER + ".eth1", -28);
    files.put("eth1", "nameserver 10.0.1.1\n");
    assertThat(kernel.text(RESOLVER)).isEqualTo("nameserver 10.0.0.1\n");
  }
}
