package org.boot2docker.guest.programs.tls;

import static org.assertj.core.api.Assertions.assertThat;

import org.boot2docker.guest.system.kernel.FakeKernel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DockerClientsTest {
  private static final String UNIX =
      """
      Num       RefCount Protocol Flags    Type St Inode Path
      0000000000000000: 00000002 00000000 00010000 0001 01  2771 /run/docker.sock
      0000000000000000: 00000003 00000000 00000000 0001 03  2901 /run/containerd/containerd.sock
      0000000000000000: 00000003 00000000 00000000 0001 03  2902
      """;

  private static final String TCP6 =
      """
        sl  local_address                         remote_address                        st tx_queue rx_queue
         0: 00000000000000000000000000000000:0948 00000000000000000000000000000000:0000 0A 00000000:00000000
      """;

  private final FakeKernel kernel = new FakeKernel();
  private final DockerClients clients = new DockerClients(kernel);

  @BeforeEach
  void nobody() {
    kernel.file("/proc/net/unix", UNIX);
    kernel.file("/proc/net/tcp6", TCP6);
  }

  @Test
  void listeningSocketsAndThoseOfOthersDoNotCount() {
    assertThat(clients.any()).isFalse();
  }

  @Test
  void connectionsToTheUnixSocketCount() {
    kernel.file(
        "/proc/net/unix",
        UNIX + "0000000000000000: 00000003 00000000 00000000 0001 03  2903 /run/docker.sock\n");
    assertThat(clients.any()).isTrue();
  }

  @Test
  void connectionsToTheTlsPortCount() {
    kernel.file(
        "/proc/net/tcp6",
        TCP6
            + "   1: 0000000000000000FFFF00000F02000A:0948 0000000000000000FFFF00000202000A:D2F0"
            + " 01 00000000:00000000\n");
    assertThat(clients.any()).isTrue();
  }
}
