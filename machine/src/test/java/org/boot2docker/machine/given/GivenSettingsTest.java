package org.boot2docker.machine.given;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.boot2docker.contract.FirmwareNames;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.model.Wire;
import org.boot2docker.machine.settings.KeptSettings;
import org.boot2docker.machine.settings.Setting;
import org.boot2docker.machine.settings.Settings;
import org.boot2docker.machine.state.MachineConfig;
import org.boot2docker.machine.state.MachineDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenSettingsTest {
  @TempDir private Path folder;

  private static Map<String, String> texts(Settings settings, Map<String, String> environment)
      throws IOException {
    return new GivenSettings(settings, environment).texts("default");
  }

  @Test
  void withoutSettingsTheGuestGetsNothing() throws IOException {
    assertThat(texts(Settings.none().with(Setting.MEMORY, "1024"), Map.of("HTTP_PROXY", "x")))
        .isEmpty();
  }

  @Test
  void theProfileOfTheUserComesFirstAndKeepsItsArguments() throws IOException {
    Path profile = Files.writeString(folder.resolve("profile"), "EXTRA_ARGS=--debug");
    Settings settings =
        Settings.none()
            .with(Setting.GUEST_PROFILE, profile.toString())
            .with(Setting.REGISTRY_MIRROR, "http://10.0.2.2:5000")
            .with(Setting.INSECURE_REGISTRY, List.of("a:5000", "10.0.0.0/8"));

    assertThat(texts(settings, Map.of()))
        .containsExactly(
            Map.entry(
                FirmwareNames.PROFILE,
                """
                EXTRA_ARGS=--debug
                EXTRA_ARGS="$EXTRA_ARGS --registry-mirror http://10.0.2.2:5000\
                 --insecure-registry a:5000 --insecure-registry 10.0.0.0/8"
                """));
  }

  @Test
  void proxiesOnThisHostAreReachedAtItsAddress() throws IOException {
    Map<String, String> environment =
        Map.of(
            "http_proxy", "http://me:pa'ss@localhost:3128/",
            "HTTPS_PROXY", "10.1.1.1:3128",
            "NO_PROXY", ".example");

    assertThat(texts(Settings.none().with(Setting.PROXY, "host"), environment))
        .containsEntry(
            FirmwareNames.PROFILE,
            """
            export HTTP_PROXY='http://me:pa'\\''ss@10.0.2.2:3128/'
            export HTTPS_PROXY='http://10.1.1.1:3128'
            export NO_PROXY='localhost,127.0.0.1,::1,10.0.2.2,.example'
            """);
    assertThat(texts(Settings.none().with(Setting.PROXY, "http://[::1]:1"), environment))
        .containsEntry(
            FirmwareNames.PROFILE,
            """
            export HTTP_PROXY='http://10.0.2.2:1'
            export HTTPS_PROXY='http://10.0.2.2:1'
            export NO_PROXY='localhost,127.0.0.1,::1,10.0.2.2'
            """);
    assertThatThrownBy(() -> texts(Settings.none().with(Setting.PROXY, "host"), Map.of()))
        .isInstanceOf(MachineException.class)
        .hasMessageContaining("set HTTP_PROXY or HTTPS_PROXY");
  }

  @Test
  void machinesOfOneHomeHaveANetworkAndKnowEachOther() throws IOException {
    Map<String, String> environment = Map.of("BOOT2DOCKER_HOME", folder.toString());
    for (String name : List.of("a", "b", "loner")) {
      MachineDirectory machine = MachineDirectory.of(name, environment);
      machine.create();
      MachineConfig.initial().write(machine);
      if (!name.equals("loner")) {
        Settings lan =
            Settings.none().with(Setting.LAN, name.equals("a") ? "10.98.0.1/24" : "10.98.0.200/24");
        KeptSettings.write(lan, machine);
      }
    }
    Settings settings =
        Settings.none().with(Setting.LAN, "10.98.0.200/24").with(Setting.DNS, "10.0.2.3");
    GivenSettings given = new GivenSettings(settings, environment);

    assertThat(given.texts("b"))
        .containsEntry(FirmwareNames.NETWORK, "dns=10.0.2.3\neth1.address=10.98.0.200/24\n")
        .containsEntry(FirmwareNames.HOSTS, "10.98.0.1 a\n10.98.0.200 b\n");
    assertThat(
            new GivenSettings(settings.with(Setting.LAN, "10.98.0.3/24"), environment).texts("a"))
        .as("another address than it had")
        .containsEntry(FirmwareNames.HOSTS, "10.98.0.3 a\n10.98.0.200 b\n");
    assertThatThrownBy(() -> given.texts("new"))
        .hasMessageContaining("machine b has the address 10.98.0.200, too");
    Files.writeString(MachineDirectory.of("a", environment).configFile(), "lann: x\n");
    assertThat(given.texts("b"))
        .as("beside a machine whose settings can't be read")
        .containsEntry(FirmwareNames.HOSTS, "10.98.0.200 b\n");
    Wire wire = given.wire(folder).orElseThrow();
    assertThat(wire.hardwareAddress()).isEqualTo("52:54:0a:62:00:c8");
    assertThat(wire.group())
        .isBetween(20_000, 39_999)
        .isEqualTo(Wire.of(folder, "10.98.0.1").group())
        .isNotEqualTo(Wire.of(folder.resolve("other"), "10.98.0.1").group());
    assertThat(new GivenSettings(Settings.none(), environment).wire(folder)).isEmpty();
  }

  @Test
  void namesServersAndAuthorities() throws IOException {
    Path pem = Files.writeString(folder.resolve("a.pem"), "-----A-----");
    Path host = Files.writeString(folder.resolve("host.pem"), "-----HOST-----");
    Settings settings =
        Settings.none()
            .with(Setting.CA, List.of(pem.toString(), "host"))
            .with(Setting.DNS, List.of("10.0.2.3", "fd00::3"))
            .with(Setting.ADD_HOST, List.of("a.example:10.0.2.2", "b:fd00::2"));

    assertThat(texts(settings, Map.of("SSL_CERT_FILE", host.toString())))
        .containsEntry(FirmwareNames.CERTIFICATES, "-----A-----\n-----HOST-----\n")
        .containsEntry(FirmwareNames.NETWORK, "dns=10.0.2.3 fd00::3\n")
        .containsEntry(FirmwareNames.HOSTS, "10.0.2.2 a.example\nfd00::2 b\n");
    assertThatThrownBy(
            () -> texts(Settings.none().with(Setting.CA, folder + "/none.pem"), Map.of()))
        .hasMessageContaining(folder + "/none.pem");
  }

  @Test
  void theGuestIsCalledAsItsMachineUnlessItIsTheDefaultOneOrTheNameIsNoHosts() throws IOException {
    GivenSettings given = new GivenSettings(Settings.none(), Map.of());

    assertThat(given.texts("web-1.test")).containsEntry(FirmwareNames.HOST_NAME, "web-1.test");
    for (String name : List.of("default", "a_b", "a-", "a..b")) {
      assertThat(given.texts(name)).as(name).isEmpty();
    }
  }
}
