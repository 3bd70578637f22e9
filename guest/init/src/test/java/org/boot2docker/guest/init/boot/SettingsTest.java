package org.boot2docker.guest.init.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.Log;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static final String IPV6 = "/proc/sys/net/ipv6/conf/";

  @Test
  void interfacesOfBuiltInDriversAreSetLikeLaterOnes() {
    FakeKernel kernel =
        new FakeKernel()
            .file(
                "/etc/sysctl.conf",
                "net.ipv6.conf.default.accept_ra = 2\n"
                    + "net.ipv6.conf.default.accept_redirects = 0\n"
                    + "net.ipv6.conf.all.accept_redirects = 0\n")
            .file(IPV6 + "default/accept_ra", "1")
            .file(IPV6 + "eth0/accept_ra", "1")
            .file(IPV6 + "eth0/accept_redirects", "1")
            .file(IPV6 + "all/accept_redirects", "1");

    new Settings(kernel, new Log(kernel)).apply();

    assertThat(kernel.text(IPV6 + "default/accept_ra")).startsWith("2");
    assertThat(kernel.text(IPV6 + "eth0/accept_ra")).startsWith("2");
    assertThat(kernel.text(IPV6 + "eth0/accept_redirects")).startsWith("0");
    assertThat(kernel.text(IPV6 + "all/accept_redirects")).startsWith("0");
  }

  /** As on Debian, where it is empty, too: dockerd makes the folders of -v that are missing. */
  @Test
  void theFolderOfKernelSourcesIsThereBeforeDocker() {
    FakeKernel kernel = new FakeKernel();

    new Settings(kernel, new Log(kernel)).makeDirectories();

    assertThat(kernel.exists("/usr/src")).isTrue();
  }

  @Test
  void allProcessesMayOpenAsManyFilesAsUnderSystemd() {
    FakeKernel kernel = new FakeKernel();

    new Settings(kernel, new Log(kernel)).apply();

    assertThat(kernel.calls).contains("limit 7 1024 524288", "limit 6 -1 -1", "limit 4 -1 -1");
  }
}
