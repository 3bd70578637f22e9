package org.boot2docker.machine.autostart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.boot2docker.machine.autostart.Autostart.State;
import org.boot2docker.machine.state.MachineDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

@Isolated // It moves the folder of this Java machine's user.
class AutostartTest {
  /** Everything that one of the files gives a meaning to. */
  private static final String ODD = "a b ü'\"%n$HOME&<x>\\";

  @TempDir private Path folder;

  private final String userHome = System.getProperty("user.home");
  private final Map<String, String> environment = new HashMap<>();
  private Path launcher = Path.of("unset");

  @BeforeEach
  void make() throws IOException {
    System.setProperty("user.home", folder.toString());
    launcher = Files.createDirectories(folder.resolve(ODD)).resolve("boot2docker");
    Files.writeString(launcher, "#!/bin/sh\n");
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    environment.put("PATH", folder.resolve("bin").toString());
    environment.put("HTTPS_PROXY", "http://user:secret@proxy");
  }

  @AfterEach
  void useTheUsersFolderAgain() {
    System.setProperty("user.home", userHome);
  }

  private Autostart autostart(String system) throws IOException {
    return autostart(system, List.of(launcher.toString()));
  }

  private Autostart autostart(String system, List<String> program) throws IOException {
    MachineDirectory directory = MachineDirectory.of("web", environment);
    return Autostart.of(directory, program, environment, system);
  }

  /** A program of the system that notes how it was called. */
  private Path program(String name, String script) throws IOException {
    Path calls = folder.resolve("calls");
    Path file = Files.createDirectories(folder.resolve("bin")).resolve(name);
    Files.writeString(file, "#!/bin/sh\necho \"$@\" >> '" + calls + "'\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return calls;
  }

  @Test
  void systemdReadsTheUnit() throws Exception {
    environment.put("BOOT2DOCKER_HOME", folder.resolve(ODD).toString());
    Autostart autostart = autostart("Linux");
    assertThatThrownBy(autostart::enable)
        .hasMessageContaining("there is no systemctl in PATH")
        .hasMessageContaining(
            "run 'systemctl --user daemon-reload && systemctl --user enable boot2docker-web_");
    assertThat(autostart.state()).isEqualTo(State.WRITTEN);
    String unit = Files.readString(autostart.file());
    assertThat(unit).doesNotContain("secret").contains("ü'\\\"%%n$HOME&<x>\\\\/boot2docker\" ");

    verifyBySystemd(autostart.file());
  }

  private void verifyBySystemd(Path unit) throws Exception {
    Path analyze = Path.of("/usr/bin/systemd-analyze");
    assumeTrue(Files.exists(analyze));
    ProcessBuilder builder =
        new ProcessBuilder(analyze.toString(), "--user", "verify", unit.toString())
            .redirectErrorStream(true);
    builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said.lines().filter(line -> line.contains("boot2docker"))).isEmpty();
    assertThat(process.waitFor()).as(said).isZero();
  }

  @Test
  void systemctlIsCalledAndTheLinkSaysWhetherItIsEnabled() throws Exception {
    Path wants = folder.resolve(".config/systemd/user/default.target.wants");
    Path calls = program("systemctl", "");
    Files.writeString(
        folder.resolve("bin/systemctl"),
        "case $2 in enable) /bin/mkdir -p '%1$s'; /bin/ln -s ../$3 '%1$s'/$3;; esac\n"
            .formatted(wants),
        java.nio.file.StandardOpenOption.APPEND);
    Autostart autostart = autostart("Linux");

    autostart.enable();

    assertThat(autostart.state()).isEqualTo(State.ENABLED);
    assertThat(autostart.note()).contains("loginctl enable-linger");
    assertThat(autostart.disable()).isTrue();
    assertThat(autostart.state()).isEqualTo(State.DISABLED);
    assertThat(wants).isEmptyDirectory();
    assertThat(autostart.disable()).as("once more").isFalse();
    assertThat(Files.readAllLines(calls))
        .containsExactly(
            "--user daemon-reload",
            "--user enable boot2docker-web.service",
            "--user disable boot2docker-web.service");
  }

  @Test
  void whatSystemctlSaysIsPassedOn() throws Exception {
    program("systemctl", "echo 'Failed to connect to bus' >&2; exit 1");

    assertThatThrownBy(() -> autostart("Linux").enable())
        .hasMessageContaining("not enabled (Failed to connect to bus): run 'systemctl --user");
  }

  private static Document xml(InputSource source) throws Exception {
    DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    // Without a network: the DTD of property lists is Apple's.
    builder.setEntityResolver((name, place) -> new InputSource(new StringReader("")));
    return builder.parse(source);
  }

  @Test
  void launchdsPropertyListHasTheWordsAsTheyAre() throws Exception {
    environment.put("BOOT2DOCKER_HOME", folder.resolve(ODD).toString());
    Autostart autostart = autostart("Mac OS X");
    autostart.enable();

    assertThat(autostart.state()).isEqualTo(State.ENABLED);
    assertThat(autostart.file()).hasParent(folder.resolve("Library/LaunchAgents"));
    Document list =
        xml(new InputSource(new ByteArrayInputStream(Files.readAllBytes(autostart.file()))));
    Map<String, Element> keys = new TreeMap<>();
    List<Element> elements = children(children(list.getDocumentElement()).get(0));
    for (int i = 0; i < elements.size(); i += 2) {
      assertThat(elements.get(i).getTagName()).isEqualTo("key");
      keys.put(elements.get(i).getTextContent(), elements.get(i + 1));
    }
    assertThat(texts(keys.get("ProgramArguments")))
        .containsExactly(launcher.toString(), "up", "--name", "web");
    assertThat(texts(keys.get("EnvironmentVariables")))
        .containsExactly(
            "BOOT2DOCKER_HOME",
            folder.resolve(ODD).toString(),
            "PATH",
            folder.resolve("bin").toString());
    assertThat(keys.get("RunAtLoad").getTagName()).isEqualTo("true");
    assertThat(keys.get("AbandonProcessGroup").getTagName()).isEqualTo("true");
    assertThat(autostart.disable()).isTrue();
    assertThat(autostart.file()).doesNotExist();
  }

  private static List<Element> children(Element element) {
    List<Element> children = new ArrayList<>();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child) {
        children.add(child);
      }
    }
    return children;
  }

  private static List<String> texts(Element element) {
    return children(element).stream().map(Element::getTextContent).toList();
  }

  @Test
  void theTaskOfWindowsQuotesItsArguments() throws Exception {
    Path calls = program("schtasks", "");
    String java = "C:\\Program Files\\Jäva & Co\\bin\\java.exe";
    Autostart autostart =
        autostart("Windows 11", List.of(java, "-jar", "C:\\a b\\c.jar", "C:\\end\\"));

    autostart.enable();

    byte[] bytes = Files.readAllBytes(autostart.file());
    assertThat(bytes).startsWith(0xfe, 0xff);
    Document task = xml(new InputSource(new ByteArrayInputStream(bytes)));
    assertThat(text(task, "Command")).isEqualTo(java);
    assertThat(text(task, "Arguments"))
        .isEqualTo("\"-jar\" \"C:\\a b\\c.jar\" \"C:\\end\\\\\" \"up\" \"--name\" \"web\"");
    assertThat(text(task, "UserId")).isEqualTo(System.getProperty("user.name"));
    assertThat(autostart.disable()).isTrue();
    assertThat(Files.readAllLines(calls))
        .containsExactly(
            "/Create /F /TN boot2docker-web /XML " + autostart.file(),
            "/Delete /F /TN boot2docker-web");
  }

  private static String text(Document document, String name) {
    return document.getElementsByTagName(name).item(0).getTextContent();
  }

  @Test
  void twoHomesDoNotMeetAndControlCharactersAreRefused() throws Exception {
    Path one = autostart("Linux").file();
    environment.put("BOOT2DOCKER_HOME", folder.resolve("other").toString());
    assertThat(autostart("Linux").file()).isNotEqualTo(one).startsWithRaw(one.getParent());

    assertThatThrownBy(() -> autostart("Linux", List.of("/a\nExecStart=/b")))
        .hasMessageContaining("'/a?ExecStart=/b' has a control character");
  }

  @Test
  void whatAProgramLeavesBehindIsNotWaitedFor() throws Exception {
    program("schtasks", "/bin/sleep 60 &");

    assertTimeoutPreemptively(Duration.ofSeconds(30), () -> autostart("Windows 11").enable());
  }
}
