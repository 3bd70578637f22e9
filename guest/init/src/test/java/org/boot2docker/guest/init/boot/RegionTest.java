package org.boot2docker.guest.init.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.Log;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegionTest {
  private final FakeKernel kernel = new FakeKernel();

  private void ask(String commandLine, String profile) {
    kernel.file("/proc/cmdline", commandLine + "\n");
    kernel.file(GuestPaths.PROFILE, profile);
    new Region(kernel, new Log(kernel)).ask();
  }

  @Test
  void asksForWhatTheProfileSays() {
    ask("quiet", "TZ=Europe/Berlin\nexport KEYMAP='de-latin1'\n");
    assertThat(kernel.text(GuestPaths.TIME_ZONE)).isEqualTo("Europe/Berlin\n");
    assertThat(kernel.text(GuestPaths.KEYMAP)).isEqualTo("de-latin1\n");
  }

  @Test
  void prefersTheKernelParameter() {
    ask("boot2docker.timezone=Etc/GMT+5 boot2docker.keymap=fr", "TZ=Europe/Berlin\n");
    assertThat(kernel.text(GuestPaths.TIME_ZONE)).isEqualTo("Etc/GMT+5\n");
    assertThat(kernel.text(GuestPaths.KEYMAP)).isEqualTo("fr\n");
  }

  @Test
  void asksForNothingByDefault() {
    ask("quiet", "");
    assertThat(kernel.exists(GuestPaths.TIME_ZONE)).isFalse();
    assertThat(kernel.exists(GuestPaths.KEYMAP)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/shadow", "/etc/localtime", "a b", "CET-1CEST,M3"})
  void refusesWhatIsNoName(String name) {
    ask("", "TZ='" + name + "'\n");
    assertThat(kernel.exists(GuestPaths.TIME_ZONE)).isFalse();
    assertThat(kernel.log()).contains("<3>").contains("TZ").contains(name);
  }
}
