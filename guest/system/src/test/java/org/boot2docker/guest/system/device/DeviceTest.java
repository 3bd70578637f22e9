package org.boot2docker.guest.system.device;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.boot2docker.guest.system.kernel.FakeKernel;
import org.junit.jupiter.api.Test;

class DeviceTest {
  private static final String ADD =
      "add@/devices/pci0/net/eth0\0ACTION=add\0SUBSYSTEM=net\0INTERFACE=eth0\0SEQNUM=7\0";

  @Test
  void readsTheKernelsUevents() {
    byte[] message = ADD.getBytes(UTF_8);
    Uevent event = Uevent.parse(message, message.length).orElseThrow();
    assertThat(event.isAdd()).isTrue();
    assertThat(event.isAbout("net")).isTrue();
    assertThat(event.value("INTERFACE")).isEqualTo("eth0");
    assertThat(event.value("MODALIAS")).isEmpty();
  }

  @Test
  void ignoresMessagesOfUdevAndRubbish() {
    byte[] udev = "libudev\0\1\2\3ACTION=add\0".getBytes(UTF_8);
    assertThat(Uevent.parse(udev, udev.length)).isEmpty();
    assertThat(Uevent.parse(new byte[0], 0)).isEmpty();
  }

  @Test
  void takesWiredCardsOnly() {
    FakeKernel kernel = new FakeKernel();
    card(kernel, "eth1", "1", "device");
    card(kernel, "eth0", "1", "device");
    card(kernel, "wlan0", "1", "device");
    kernel.file("/sys/class/net/wlan0/wireless/link", "0");
    card(kernel, "docker0", "1", "bridge");
    card(kernel, "lo", "772", "device");
    assertThat(new Interfaces(kernel).wired()).containsExactly("eth0", "eth1");
  }

  private static void card(FakeKernel kernel, String name, String type, String extra) {
    kernel.file("/sys/class/net/" + name + "/type", type + "\n");
    kernel.link("/sys/class/net/" + name + "/" + extra, "../../x");
  }

  @Test
  void seesThePowerKeyAmongOtherEvents() {
    FakeKernel kernel = new FakeKernel();
    int fd = kernel.ueventSocket();
    PowerButton button = new PowerButton(kernel);
    kernel.deliver(fd, event(1, 30, 1) + event(0, 0, 0));
    assertThat(button.read(fd)).isEqualTo(PowerButton.Reading.NOTHING);
    kernel.deliver(fd, event(1, 30, 1) + event(1, 116, 1));
    assertThat(button.read(fd)).isEqualTo(PowerButton.Reading.PRESSED);
    kernel.deliver(fd, event(1, 116, 0));
    assertThat(button.read(fd)).isEqualTo(PowerButton.Reading.NOTHING);
    assertThat(button.read(fd)).isEqualTo(PowerButton.Reading.NOTHING);
    kernel.close(fd);
    assertThat(button.read(fd)).isEqualTo(PowerButton.Reading.GONE);
  }

  private static String event(int type, int code, int value) {
    return "\0".repeat(16) + (char) type + "\0" + (char) code + "\0" + (char) value + "\0\0\0";
  }
}
