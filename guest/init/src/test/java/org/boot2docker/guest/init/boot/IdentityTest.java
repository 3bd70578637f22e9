package org.boot2docker.guest.init.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Text;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdentityTest {
  private static final String STATE = "/var/lib/boot2docker";
  private static final String ID = "0123456789abcdef0123456789abcdef";
  private static final String UUID = "11111111-2222-3333-4444-555555555555";

  private final FakeKernel kernel = new FakeKernel();

  @BeforeEach
  void putDiskOfAnotherMachine() {
    kernel.file("/proc/sys/kernel/random/uuid", UUID + "\n");
    kernel.file(STATE + "/etc/machine-id", ID + "\n");
    kernel.file(STATE + "/ssh/ssh_host_ed25519_key", "secret");
    kernel.file(STATE + "/tls/serverkey.pem", "secret");
    kernel.file(STATE + "/random-seed", "used twice");
    kernel.file("/var/lib/docker/engine-id", "another's");
  }

  private void settle(String commandLine) {
    kernel.file("/proc/cmdline", commandLine + "\n");
    new Identity(kernel, new Log(kernel)).settle();
  }

  @Test
  void aDiskKeepsItsKeysAndIds() {
    settle("quiet");

    assertThat(kernel.text("/etc/machine-id")).isEqualTo(ID + "\n");
    assertThat(kernel.exists(STATE + "/ssh/ssh_host_ed25519_key")).isTrue();
    assertThat(kernel.exists("/var/lib/docker/engine-id")).isTrue();
  }

  @Test
  void aCopyLosesThemOnce() {
    settle("boot2docker.identity=copy-1");

    assertThat(kernel.text("/etc/machine-id")).isEqualTo(UUID.replace("-", "") + "\n");
    for (String file :
        new String[] {
          STATE + "/ssh/ssh_host_ed25519_key",
          STATE + "/tls/serverkey.pem",
          STATE + "/random-seed",
          "/var/lib/docker/engine-id"
        }) {
      assertThat(kernel.exists(file)).as(file).isFalse();
    }

    kernel.file(STATE + "/ssh/ssh_host_ed25519_key", "its own");
    settle("boot2docker.identity=copy-1");

    assertThat(kernel.exists(STATE + "/ssh/ssh_host_ed25519_key")).as("its own key").isTrue();
    settle("boot2docker.identity=copy-2");
    assertThat(kernel.exists(STATE + "/ssh/ssh_host_ed25519_key")).as("a copy of it").isFalse();
  }

  private void give(String name) {
    kernel.file("/sys/firmware/qemu_fw_cfg/by_name/opt/org.boot2docker/hostname/raw", name);
  }

  private String name() {
    return Text.line(kernel, "/etc/hostname");
  }

  @Test
  void theDisksHostNameComesBeforeThatOfQemu() {
    settle("quiet");
    assertThat(name()).isEqualTo("boot2docker");

    give("given\n");
    settle("quiet");
    assertThat(name()).isEqualTo("given");

    kernel.file(STATE + "/etc/hostname", "kept\n");
    settle("quiet");
    assertThat(name()).isEqualTo("kept");
  }

  @Test
  void aHostNameOfQemuThatIsNoneIsSaid() {
    give("not_one");

    settle("quiet");

    assertThat(name()).isEqualTo("boot2docker");
    assertThat(kernel.log()).contains("fw_cfg opt/org.boot2docker/hostname");
  }

  @Test
  void aHostNameThatComesLateIsTakenUnlessOneWasSet() {
    settle("quiet");
    give("late");
    kernel.file("/proc/sys/kernel/hostname", "mine\n");
    new Identity(kernel, new Log(kernel)).settleLateHostName();
    assertThat(name()).isEqualTo("boot2docker");

    kernel.file("/proc/sys/kernel/hostname", "boot2docker\n");
    new Identity(kernel, new Log(kernel)).settleLateHostName();
    assertThat(name()).isEqualTo("late");
  }
}
