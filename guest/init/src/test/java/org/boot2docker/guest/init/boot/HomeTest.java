package org.boot2docker.guest.init.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.Log;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The home directory is on the disk when that is possible, and nobody is locked out when not. */
class HomeTest {
  private static final String OWNER = "/var/lib/boot2docker/home-owner";
  private static final String MOUNT = "mount  /var/lib/boot2docker/home /home/docker";

  private final FakeKernel kernel = new FakeKernel().file("/home/docker/.profile", "");

  private void keep() {
    Log log = new Log(kernel);
    Home home = new Home(kernel, log, new Loop(kernel, log));
    home.keep();
    home.adopt();
  }

  private void disk() {
    kernel.link("/var/lib/boot2docker", "/mnt/vda1/var/lib/boot2docker");
  }

  @Test
  void staysInMemoryWithoutADisk() {
    keep();
    assertThat(kernel.calls).isEmpty();
  }

  @Test
  void isMountedFromTheDiskWithThePermissionsThatSshdWants() {
    disk();
    kernel.file("/home/docker/.ssh/authorized_keys", "ssh-ed25519 AAAA me");
    keep();
    assertThat(kernel.calls)
        .containsSubsequence(
            MOUNT,
            "chown 1000:50 /home/docker",
            "chmod 755 /home/docker",
            "chown 1000:50 /home/docker/.ssh",
            "chmod 700 /home/docker/.ssh",
            "chown 1000:50 /home/docker/.ssh/authorized_keys",
            "chmod 600 /home/docker/.ssh/authorized_keys");
    assertThat(kernel.started).as("files of containers stay theirs").isEmpty();
    assertThat(kernel.text(OWNER)).isEqualTo("1000\n");
  }

  @ParameterizedTest
  @CsvSource({"0, 1000", "1, 501"})
  void whatWasDockersUnderAnotherNumberIsHisAgain(int exit, String noted) {
    disk();
    kernel.file(OWNER, "501\n");
    Log log = new Log(kernel);
    Loop loop = new Loop(kernel, log);

    new Home(kernel, log, loop).adopt();
    int find =
        kernel
            .pidOf("/usr/bin/find /home/docker -xdev -user 501 -exec chown -h 1000 {} +")
            .orElseThrow();
    kernel.exit(find, exit);
    loop.reap();

    assertThat(kernel.text(OWNER)).as("failed is done again").isEqualTo(noted + "\n");
  }

  @Test
  void filesOfContainersStayTheirsOnADiskThatDoesNotKnowItsOwnerYet() {
    disk();
    kernel.makeDirectory("/var/lib/boot2docker/home", 0755);
    kernel.file("/etc/passwd", "docker:x:501:50::/home/docker:/bin/sh\n");
    keep();
    assertThat(kernel.started).isEmpty();
    assertThat(kernel.text(OWNER)).isEqualTo("501\n");
  }

  @Test
  void ofANewDiskIsHisUnderANumberThatCameLate() {
    disk();
    Log log = new Log(kernel);
    Loop loop = new Loop(kernel, log);
    Home home = new Home(kernel, log, loop);
    home.keep();
    kernel.calls.clear();
    kernel.file("/etc/passwd", "docker:x:501:50::/home/docker:/bin/sh\n");

    home.adopt();

    assertThat(kernel.calls).contains("chown 501:50 /home/docker");
    int find =
        kernel
            .pidOf("/usr/bin/find /home/docker -xdev -user 1000 -exec chown -h 501 {} +")
            .orElseThrow();
    kernel.exit(find, 0);
    loop.reap();
    assertThat(kernel.text(OWNER)).isEqualTo("501\n");
  }

  @Test
  void followsNoLinkToGiveItsTargetAway() {
    disk();
    kernel.link("/home/docker/.ssh", "/etc");
    keep();
    assertThat(kernel.calls).noneMatch(call -> call.contains(".ssh"));
  }

  @Test
  void staysInMemoryWhenTheDiskHasSomethingElseThere() {
    disk();
    kernel.failures.put(MOUNT, -20);
    keep();
    assertThat(kernel.log())
        .contains("<3>boot2docker: /var/lib/boot2docker/home can't be the home directory")
        .contains("error 20")
        .contains("move that file away and restart");
    assertThat(kernel.calls).as("who logs in there").contains("chown 1000:50 /home/docker");
  }
}
