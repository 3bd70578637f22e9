package org.boot2docker.guest.init.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.Log;
import org.junit.jupiter.api.Test;

class SysctlTest {
  private final FakeKernel kernel = new FakeKernel();
  private final Sysctl sysctl = new Sysctl(kernel, new Log(kernel));

  private String value(String path) {
    return kernel.text("/proc/sys/" + path);
  }

  @Test
  void dotsAndSlashesSeparateAndCommentsDoNotCount() {
    kernel
        .file("/proc/sys/vm/max_map_count", "?")
        .file("/proc/sys/kernel/panic", "0")
        .file("/proc/sys/net/ipv4/conf/eth0.100/forwarding", "?")
        .file("/proc/sys/net/ipv4/ping_group_range", "?")
        .file(
            Sysctl.OURS,
            "# first\n; second\n\nvm.max_map_count=9\n  kernel/panic =  7\n"
                + "net.ipv4.conf.eth0/100.forwarding = 1\nnet.ipv4.ping_group_range = 0 99\n");

    sysctl.apply(Sysctl.OURS);

    assertThat(value("vm/max_map_count")).startsWith("9");
    assertThat(value("kernel/panic")).startsWith("7");
    assertThat(value("net/ipv4/conf/eth0.100/forwarding")).startsWith("1");
    assertThat(value("net/ipv4/ping_group_range")).startsWith("0 99");
    assertThat(kernel.log()).isEmpty();
  }

  @Test
  void settingsOfModulesFollowWhenTheModulesAreThere() {
    kernel.file(Sysctl.OURS, "net.netfilter.nf_conntrack_max = 262144");
    sysctl.apply(Sysctl.OURS);
    assertThat(kernel.log()).isEmpty();

    kernel.file("/proc/sys/net/netfilter/nf_conntrack_max", "65536");
    sysctl.applyLater(false);

    assertThat(value("net/netfilter/nf_conntrack_max")).startsWith("262144");
  }

  @Test
  void settingsOfModulesThatComeLaterWaitForThem() {
    kernel.file("/dev/kmsg", "").file(Sysctl.USERS, "net.ipv4.vs.conntrack = 1\n");
    sysctl.apply(Sysctl.USERS);

    sysctl.applyLater(true);
    assertThat(kernel.log()).isEmpty();
    kernel.file("/proc/sys/net/ipv4/vs/conntrack", "0");
    sysctl.applyLater(false);

    assertThat(value("net/ipv4/vs/conntrack")).startsWith("1");
    assertThat(kernel.log()).isEmpty();
  }

  @Test
  void whatTheUserWantsInVainIsSaidOnTheConsole() {
    kernel.file("/dev/kmsg", "").file(Sysctl.USERS, "vm.max_map_cuont = 9\nvm.swappiness 1\n");

    sysctl.apply(Sysctl.USERS);
    sysctl.applyLater(false);

    assertThat(kernel.log())
        .contains(
            "<3>boot2docker: vm/max_map_cuont is not 9: error 2; mend it in " + Sysctl.USERS,
            "<3>boot2docker: " + Sysctl.USERS + " has the line 'vm.swappiness 1'");
  }

  @Test
  void aKernelParameterCountsMoreThanOurDefaultAndTheUsersFileMost() {
    kernel
        .file("/proc/cmdline", "quiet panic=60\n")
        .file("/proc/sys/kernel/panic", "60")
        .file(Sysctl.OURS, "kernel.panic = 10\n")
        .file(Sysctl.USERS, "kernel.panic = 5\n");

    sysctl.apply(Sysctl.OURS);
    assertThat(value("kernel/panic")).startsWith("60");

    sysctl.apply(Sysctl.USERS);
    assertThat(value("kernel/panic")).startsWith("5");
  }

  @Test
  void whatThisKernelIsWithoutIsOnlyLogged() {
    kernel.file("/dev/kmsg", "").file(Sysctl.OURS, "kernel.kexec_load_disabled = 1\n");

    sysctl.apply(Sysctl.OURS);
    sysctl.applyLater(false);

    assertThat(kernel.log()).contains("<6>boot2docker: kernel/kexec_load_disabled is not 1");
  }
}
