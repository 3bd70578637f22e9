package org.boot2docker.machine.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.state.MachineDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeptSettingsTest {
  @TempDir private Path folder;
  private MachineDirectory directory = new MachineDirectory(Path.of("unset"));

  @BeforeEach
  void make() throws IOException {
    directory = new MachineDirectory(folder.resolve("machines/m"));
    directory.create();
  }

  private Settings read(String text) throws IOException {
    Files.writeString(directory.configFile(), text);
    return KeptSettings.read(directory);
  }

  private String written() throws IOException {
    return Files.readString(directory.configFile());
  }

  /** Besides the places of data and the media that exclude each other: those of the other one. */
  private Settings everything() {
    return Settings.none()
        .with(Setting.ISO, "/a b/x.iso")
        .with(Setting.ARCH, "amd64")
        .with(Setting.MEMORY, "4096")
        .with(Setting.CPUS, "3")
        .with(Setting.DISK, List.of("/d/1.img", "/d/it's #2: \"x\".img"))
        .with(
            Setting.PUBLISH,
            List.of("8080:80", "2222:22", "443", "0.0.0.0:8000-8005:9000-9005/udp"))
        .with(Setting.SHARE, "/s:/t:ro")
        .with(Setting.NO_SHARE_EVENTS)
        .with(Setting.UEFI)
        .with(Setting.USB)
        .with(Setting.ACCELERATOR, "tcg")
        .with(Setting.LAN, "10.98.0.7/24")
        .with(Setting.STOP, "save")
        .with(Setting.REGISTRY_MIRROR, List.of("http://a:5000", "https://b"))
        .with(Setting.INSECURE_REGISTRY, List.of("a:5000", "10.0.0.0/8"))
        .with(Setting.DNS, List.of("10.0.2.3", "fd00::3"))
        .with(Setting.ADD_HOST, List.of("a:10.0.2.2", "b:fd00::2"))
        .with(Setting.PROXY, "http://u:p%40@proxy:3128")
        .with(Setting.CA, List.of("host", "/c/own ca.pem"))
        .with(Setting.GUEST_PROFILE, "/p/profile")
        .with(Setting.FROM_TEMPLATE)
        .with(Setting.NO_CONTEXT_USE);
  }

  private Settings others() {
    return Settings.none().with(Setting.DISK_SIZE, "30G").with(Setting.CD);
  }

  @Test
  void allSettingsAreReadAsTheyWereWritten() throws IOException {
    Settings inRam = Settings.none().with(Setting.NO_DISK);
    for (Settings each : List.of(everything(), others(), Settings.none(), everything(), inRam)) {
      KeptSettings.write(each, directory);
      assertThat(KeptSettings.read(directory)).isEqualTo(each);
    }
    assertThat(written()).contains("disk: none\n", "#ports: ");
    assertThat(ConfigKey.values())
        .as("keys that were written with a value")
        .allMatch(key -> !key.of(everything()).isEmpty() || !key.of(others()).isEmpty());
  }

  @Test
  void everyKeyIsExplainedAndItsCommentIsAnExampleThatWorks() throws IOException {
    KeptSettings.write(Settings.none(), directory);
    String all = written();
    for (ConfigKey key : ConfigKey.values()) {
      assertThat(all).contains("# " + key.comment() + "\n#" + key.key() + ": ");
      String line = all.lines().filter(l -> l.startsWith("#" + key.key())).findFirst().get();
      read(line.substring(1) + "\n");
    }
  }

  @Test
  void whatPeopleWroteStaysWhereItIs() throws IOException {
    String text =
        """
        # mine
        cpus: 2   # two

        ports:    # the web
          - "80:80"
          # and more
          - "81:81"
        # about memory
        memory: 1024
        """;
    Settings settings = read(text);

    KeptSettings.write(settings.with(Setting.MEMORY, "4096"), directory);
    assertThat(written()).isEqualTo(text.replace("1024", "4096"));
    KeptSettings.write(settings.without(Setting.PUBLISH).with(Setting.UEFI), directory);
    assertThat(written())
        .startsWith("# mine\ncpus: 2   # two\n\n#ports: ")
        .endsWith("# about memory\nmemory: 1024\nuefi: true\n")
        .doesNotContain("81:81");
  }

  /** Each has a comment behind a value that changes, or around it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "memory: 1024   # plenty;|memory: 4096   # plenty;",
        "memory:   # see below;  1024 # plenty;cpus: 2;|memory: 4096   # see below;  # plenty;cpus:"
            + " 2;",
        "#memory: 2048  # is enough;|memory: 4096  # is enough;",
        "# memory: ask Ann;|# memory: ask Ann;memory: 4096;",
        "{memory: 1024} # plenty;|{memory: 4096} # plenty;",
        "# mine;{ memory: 1024, # plenty; # more;  cpus: 2 # few;};# end;|# mine;{ memory: 4096, #"
            + " plenty; # more;  cpus: 2 # few;};# end;",
        "{cpus: 2 # few;};|{cpus: 2, memory: 4096 # few;};",
        "{memory: , cpus: 2} # a \uD83D\uDC33;|{memory: 4096 , cpus: 2} # a \uD83D\uDC33;",
        "--- # first;{\"memory\": 1024};... # last;|--- # first;{\"memory\": 4096};... # last;"
      })
  void aCommentStaysWhereItIs(String before, String after) throws IOException {
    Settings settings = read(before.replace(';', '\n'));

    KeptSettings.write(settings.with(Setting.MEMORY, "4096"), directory);

    assertThat(written()).isEqualTo(after.replace(';', '\n'));
    KeptSettings.write(settings.without(Setting.MEMORY), directory);
    assertThat(KeptSettings.read(directory)).isEqualTo(settings.without(Setting.MEMORY));
    assertThat(comments(written())).containsAll(comments(after));
  }

  private static List<String> comments(String text) {
    return Pattern.compile("# [A-Za-z ]+").matcher(text).results().map(MatchResult::group).toList();
  }

  @Test
  void theCommentsOfAListStayWithItsItems() throws IOException {
    Settings settings =
        read(
            """
            ports:   # the web
            # first
            - "80:80"  # plain
            # second
            - "81:81"  # other
            - "82:82"
            cpus: 2
            """);

    List<String> ports = List.of("79:79", "82:82", "80:80");
    KeptSettings.write(settings.without(Setting.PUBLISH).with(Setting.PUBLISH, ports), directory);

    assertThat(written())
        .isEqualTo(
            """
            ports:   # the web
            # second
            - "79:79"
            - "82:82"
            # first
            - "80:80"  # plain
            cpus: 2
            """);
    KeptSettings.write(settings.without(Setting.PUBLISH), directory);
    assertThat(written()).contains("# the web", "# first", "# second", "cpus: 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{} # mine\n# too\n", "{ports: [\"80:80\", # mine\n], # too\n}\n"})
  void ofAFileThatIsWrittenAnewTheCommentsStay(String text) throws IOException {
    Settings settings = Settings.none().with(Setting.PUBLISH, "81:81");
    Files.writeString(directory.configFile(), text);

    KeptSettings.write(settings, directory);

    assertThat(KeptSettings.read(directory)).isEqualTo(settings);
    assertThat(written()).containsOnlyOnce("# mine").containsOnlyOnce("# too");
    KeptSettings.write(settings.with(Setting.UEFI), directory);
    assertThat(written()).containsOnlyOnce("# mine").containsOnlyOnce("# too");
  }

  @Test
  void memoryMayHaveAUnitAndKeepsIt() throws IOException {
    Settings settings = read("memory: 4G   # plenty\n");

    assertThat(settings.memoryMiB()).isEqualTo(4096);
    KeptSettings.write(settings.with(Setting.UEFI), directory);
    assertThat(written()).startsWith("memory: 4G   # plenty\n").contains("uefi: true\n");
  }

  @Test
  void passwordsAreKeptAndNotShown() throws IOException {
    Settings settings = read("proxy: http://me:secret@10.0.0.1:3128\n");

    assertThat(settings.toString()).isEqualTo("--proxy http://***@10.0.0.1:3128");
    KeptSettings.write(settings, directory);
    assertThat(written()).contains("http://me:secret@10.0.0.1:3128");
  }

  @Test
  void settingsOfTheGuestAreKeptAsTheyAreGiven() throws IOException {
    Settings settings =
        read(
            """
            stop: save
            registry-mirrors: http://10.0.2.2:5000
            insecure-registries: [10.0.2.2:5000, 10.0.0.0/8]
            dns: [10.0.2.3, "fd00::3"]
            hosts: "registry.example:10.0.2.2"
            proxy: host
            ca: [host, mine.pem]
            profile: profile
            context-use: true
            """);

    assertThat(settings.toString())
        .isEqualTo(
            "--stop save --guest-profile %1$s/profile --registry-mirror http://10.0.2.2:5000"
                    .formatted(directory.path())
                + " --insecure-registry 10.0.2.2:5000 --insecure-registry 10.0.0.0/8"
                + " --dns 10.0.2.3 --dns fd00::3 --add-host registry.example:10.0.2.2"
                + " --proxy host --ca host --ca %s/mine.pem".formatted(directory.path()));
    KeptSettings.write(settings, directory);
    assertThat(KeptSettings.read(directory)).isEqualTo(settings);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cpus: 2;memry: 5|2:1: 'memry' is no setting: did you mean memory?",
        "memory: much|1:9: memory: 'much' is no size of memory",
        "memory: 12|1:9: memory: memory of 12 MiB is not enough",
        "cpus: [1, 2]|1:7: cpus has one value, not a list: write 'cpus: 4'",
        "ports: 80-|1:8: ports: -p 80-",
        "ports: \"[::1]:80:80\"|1:8: ports: -p [::1]:80:80",
        "ports: [80:80, {}]|1:16: ports: a value is no text",
        "disk: none;disk-size: 5G|2:1: disk and disk-size exclude each other",
        "usb: true;cd: true|2:1: usb and cd exclude each other",
        "uefi: yes|1:7: uefi: 'yes' is neither true nor false",
        "memory: 256;memory: 256|memory",
        "- memory|1:1: settings are lines",
        "memory|1:1: settings are lines",
        "ports: [|correct the line, or delete the file to begin anew",
        "memory: *x|or delete",
        "stop: later|1:7: stop: 'later' is neither save nor shutdown",
        "lan: 10.98.0.256/24|1:6: lan: '10.98.0.256/24' is no address on a network: write one",
        "dns: example.org|1:6: dns: 'example.org' is no IP address: write one such as 10.0.0.1",
        "hosts: nobody|1:8: hosts: 'nobody' is no name and address: write NAME:ADDRESS",
        "registry-mirrors: ftp://x|1:19: registry-mirrors: 'ftp://x' is no URL: write one such as"
            + " http",
        "insecure-registries: [\"a b\"]|insecure-registries: 'a b' is no host, host:port or"
            + " network",
        "proxy: here|1:8: proxy: 'here' is no URL",
      })
  void aMistakeIsSaidWithItsPlace(String text, String message) {
    assertThatThrownBy(() -> read(text.replace(';', '\n') + "\n"))
        .isInstanceOf(MachineException.class)
        .hasMessageContaining(directory.configFile().toString())
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "memory:\n", "memory: null\nports: []\n", "---\n"})
  void whatIsNotSetHasItsDefault(String text) throws IOException {
    assertThat(read(text)).isEqualTo(Settings.none());
  }

  @Test
  void pathsBeginAtTheFile() throws IOException {
    Path template = Files.writeString(folder.resolve("t.yaml"), "disk: d.img\nshares: [~/x]\n");
    Settings settings = KeptSettings.of(template);
    assertThat(settings.all(Setting.DISK)).containsExactly(folder.resolve("d.img").toString());
    String home = Path.of(System.getProperty("user.home"), "x").toString();
    assertThat(settings.all(Setting.SHARE)).containsExactly(home + ":" + home);
  }

  @Test
  void theFileOfAnOlderVersionIsTakenOver() throws IOException {
    SettingsFile.write(everything(), directory);
    assertThat(KeptSettings.read(directory)).isEqualTo(everything());
    KeptSettings.write(KeptSettings.read(directory), directory);
    SettingsFile.write(Settings.none(), directory);
    assertThat(KeptSettings.read(directory)).isEqualTo(everything());
  }

  @Test
  void aTextThatIsNoYamlIsWrittenAnew() throws IOException {
    for (String broken : List.of("cpus: \"2", "a: b: c\n", "\tcpus: 2\n")) {
      Files.writeString(directory.configFile(), broken);
      KeptSettings.write(Settings.none(), directory);
      assertThat(KeptSettings.read(directory)).isEqualTo(Settings.none());
    }
  }
}
