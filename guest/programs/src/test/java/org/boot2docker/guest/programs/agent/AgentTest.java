package org.boot2docker.guest.programs.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.boot2docker.guest.system.clock.TimeOfDay;
import org.boot2docker.guest.system.kernel.Clocks;
import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.InterfaceAddresses;
import org.boot2docker.guest.system.kernel.InterfaceAddresses.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentTest {
  private static final long IMAGE = 1_790_000_000L;

  private final FakeKernel kernel = new FakeKernel();
  private final SetTime clocks = new SetTime();
  private final InterfaceAddresses addresses =
      () ->
          List.of(
              new Entry("eth0", new byte[] {10, 0, 2, (byte) 200}, 24),
              new Entry(
                  "eth0",
                  new byte[] {(byte) 0xfe, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1},
                  64));

  private final Agent agent =
      new Agent(kernel, new TimeOfDay(kernel, clocks), new SystemFacts(kernel, addresses));

  private static final class SetTime implements Clocks {
    private long micros = (IMAGE + 5) * 1_000_000;

    @Override
    public long real() {
      return micros;
    }

    @Override
    public long sinceBoot() {
      return 0;
    }

    @Override
    public int setReal(long value) {
      micros = value;
      return 0;
    }

    @Override
    public int slew(long value) {
      return 0;
    }

    @Override
    public long changedAt(String path) {
      return IMAGE;
    }
  }

  private String ask(String request) {
    return agent.answer(Optional.of(request.replace('\'', '"'))).replace('"', '\'');
  }

  @Test
  void pingIsAnswered() {
    assertThat(ask("{'execute':'guest-ping'}")).isEqualTo("{'return': {}}\n");
    assertThat(ask("{'execute':'guest-ping','id':[1,'a']}"))
        .isEqualTo("{'return': {},'id': [1,'a']}\n");
  }

  @Test
  void syncRepeatsTheNumber() {
    assertThat(ask("{'execute':'guest-sync','arguments':{'id':123456}}"))
        .isEqualTo("{'return': 123456}\n");
    assertThat(ask("{'execute':'guest-sync-delimited','arguments':{'id':7}}"))
        .isEqualTo("\u00ff{'return': 7}\n");
  }

  @Test
  void everyCommandThatInfoListsIsThere() {
    String info = ask("{'execute':'guest-info'}");

    assertThat(info).contains("'name': 'guest-shutdown','success-response': false");
    for (String part : info.split("'name': '")) {
      if (part.startsWith("guest-") && !part.startsWith("guest-shutdown")) {
        String name = part.substring(0, part.indexOf('\''));
        assertThat(ask("{'execute':'" + name + "'}")).doesNotContain("CommandNotFound");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"powerdown,12", "reboot,15", "halt,10"})
  void shutdownIsASignalToTheFirstProcess(String mode, int signal) {
    assertThat(ask("{'execute':'guest-shutdown','arguments':{'mode':'" + mode + "'}}")).isEmpty();
    assertThat(kernel.calls).containsExactly("kill 1 " + signal);
  }

  @Test
  void shutdownPowersOffUnlessSaidOtherwise() {
    ask("{'execute':'guest-shutdown'}");
    assertThat(kernel.calls).containsExactly("kill 1 12");
    assertThat(ask("{'execute':'guest-shutdown','arguments':{'mode':'explode'}}"))
        .contains("GenericError");
    assertThat(kernel.calls).hasSize(1);
  }

  @Test
  void anIdentityBeginsWithRandomNumbers() {
    String request = "{'execute':'boot2docker-identity','arguments':{'seed':'%s','time':%d}}";
    assertThat(ask(request.formatted("short", 1))).contains("shorter than 64");
    assertThat(kernel.calls).isEmpty();
    kernel.file("/dev/urandom", "");

    assertThat(ask(request.formatted("s".repeat(64), 1_800_000_000_000_000_000L)))
        .isEqualTo("{'return': {}}\n");
    assertThat(kernel.calls)
        .containsExactly("ioctl /dev/urandom 40085203", "ioctl /dev/urandom 5207", "kill 1 1");
    assertThat(clocks.real()).isEqualTo(1_800_000_000_000_000L);
  }

  @Test
  void aMachineIsATemplateWhenItIsReady() {
    assertThat(ask("{'execute':'boot2docker-template'}")).isEqualTo("{'return': false}\n");
    kernel.file("/run/boot2docker/template", "");
    assertThat(ask("{'execute':'boot2docker-template'}")).isEqualTo("{'return': true}\n");
  }

  @Test
  void timeIsToldAndSet() {
    assertThat(ask("{'execute':'guest-get-time'}")).isEqualTo("{'return': 1790000005000000000}\n");
    assertThat(ask("{'execute':'guest-set-time','arguments':{'time':1800000000000000000}}"))
        .isEqualTo("{'return': {}}\n");
    assertThat(clocks.real()).isEqualTo(1_800_000_000_000_000L);
  }

  @Test
  void timeIsNeverSetBeforeTheImagesDate() {
    assertThat(ask("{'execute':'guest-set-time','arguments':{'time':1000}}"))
        .contains("GenericError");
    assertThat(ask("{'execute':'guest-set-time'}")).contains("GenericError");
    assertThat(clocks.real()).isEqualTo((IMAGE + 5) * 1_000_000);
  }

  @Test
  void hostNameAndSystemAreTold() {
    kernel.file("/proc/sys/kernel/hostname", "box\n").file("/proc/sys/kernel/arch", "x86_64\n");
    kernel.file("/etc/os-release", "ID=boot2docker\nPRETTY_NAME=\"Boot2Docker 28\"\nX=Y\n");

    assertThat(ask("{'execute':'guest-get-host-name'}"))
        .isEqualTo("{'return': {'host-name': 'box'}}\n");
    assertThat(ask("{'execute':'guest-get-osinfo'}"))
        .contains("'machine': 'x86_64','id': 'boot2docker','pretty-name': 'Boot2Docker 28'}")
        .doesNotContain("Y");
  }

  @Test
  void interfacesAreTold() {
    kernel.file("/sys/class/net/eth0/address", "52:54:00:12:34:56\n");
    kernel.file("/sys/class/net/eth0/statistics/rx_bytes", "42\n");
    kernel.file("/sys/class/net/lo/address", "00:00:00:00:00:00\n");

    assertThat(ask("{'execute':'guest-network-get-interfaces'}"))
        .contains("{'name': 'eth0','hardware-address': '52:54:00:12:34:56'")
        .contains("{'ip-address': '10.0.2.200','ip-address-type': 'ipv4','prefix': 24}")
        .contains("'ip-address': 'fe80:0:0:0:0:0:0:1','ip-address-type': 'ipv6','prefix': 64")
        .contains("'statistics': {'rx-bytes': 42,")
        .contains("'name': 'lo'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "{'execute':5}",
        "{'execute':'guest-sync'}",
        "{'execute':'guest-sync','arguments':[]}",
        "{'execute':'guest-set-time','arguments':{'time':'now'}}"
      })
  void badRequestsAreErrors(String request) {
    assertThat(ask(request)).startsWith("{'error': {'class': 'GenericError','desc': ");
  }

  @Test
  void unknownCommandsAreNamed() {
    assertThat(ask("{'execute':'guest-file-open'}"))
        .isEqualTo(
            "{'error': {'class': 'CommandNotFound','desc': 'The command guest-file-open has not"
                + " been found'}}\n");
  }

  @Test
  void whatIsNoRequestIsAnError() {
    assertThat(agent.answer(Optional.empty())).contains("Invalid JSON syntax");
  }

  @Test
  void daemonFindsItsPortAmongOthersAndAnswersThere() {
    kernel.file("/sys/class/virtio-ports/vport1p1/name", "com.redhat.spice.0\n");
    kernel.file("/sys/class/virtio-ports/vport1p2/name", "org.qemu.guest_agent.0\n");
    kernel.file("/dev/vport1p2", "{\"execute\":\"guest-ping\"}\n");
    AgentDaemon daemon = new AgentDaemon(kernel, clocks, addresses);

    assertThat(daemon.port()).contains("/dev/vport1p2");
    assertThat(daemon.serve(kernel.open("/dev/vport1p2", 2, 0))).isTrue();
    assertThat(kernel.text("/dev/vport1p2")).endsWith("{\"return\": {}}\n\n");
  }
}
