package org.boot2docker.boottest.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.Cli;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.LabExtension;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong: one clear line, the right exit code, and nothing half-written. */
@Order(20)
@ExtendWith(LabExtension.class)
class BadInputTest {
  private static final int FAILURE = 1;
  private static final int USAGE = 2;

  @TempDir private Path directory;

  private Cli cli() {
    return Cli.in(directory);
  }

  private static void assertOneLine(HostTool.Result result, int exit, String... parts) {
    assertThat(result.err().lines().toList()).as("lines on standard error").hasSize(1);
    assertThat(result.err()).startsWith("boot2docker: ").contains(parts);
    assertThat(result.exit()).isEqualTo(exit);
    assertThat(result.out()).isEmpty();
  }

  private void assertNothingLeftBut(String... names) throws IOException {
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder(names);
    }
  }

  @Test
  void unknownVerb() throws IOException {
    assertOneLine(cli().run("frobnicate"), USAGE, "frobnicate", "--help");
  }

  @Test
  void unknownOption() throws IOException {
    assertOneLine(cli().run("build", "--colour"), USAGE, "--colour", "build --help");
  }

  @Test
  void numberThatIsNone() throws IOException {
    assertOneLine(cli().run("build", "--workers", "many"), USAGE, "--workers", "many");
  }

  @Test
  void noVerb() throws IOException {
    assertOneLine(cli().run(), USAGE, "--help");
  }

  @Test
  void unknownProfile() throws IOException {
    assertOneLine(
        cli().run("build", "-q", "--profile", "nonsense"),
        FAILURE,
        "no profile nonsense: choose one of default, fast, docker-ce, metal, small");
    assertNothingLeftBut();
  }

  @Test
  void unknownArchitecture() throws IOException {
    assertOneLine(cli().run("build", "-q", "--arch", "m68k"), USAGE, "m68k", "amd64", "arm64");
  }

  @Test
  void outputInADirectoryThatIsNotThere() throws IOException {
    assertOneLine(
        cli().run("build", "-q", "-o", "no/such/file.iso"),
        FAILURE,
        "no/such/file.iso",
        "does not exist");
    assertNothingLeftBut();
  }

  @Test
  void editorThatFailsLeavesNoCopyThatWouldComeBack() throws IOException {
    assertOneLine(
        editingWith("false").run("config", "edit"), FAILURE, "the editor false failed", "EDITOR");
    assertThat(directory.resolve("machines/default")).as("there is no machine").doesNotExist();
  }

  private Cli editingWith(String editor) {
    return cli()
        .with("BOOT2DOCKER_HOME", directory.toString())
        .with("VISUAL", "")
        .with("EDITOR", editor);
  }

  @Test
  void editingMendsSettingsThatCannotBeRead() throws IOException {
    Path settings = directory.resolve("machines/default/machine.yaml");
    assertThat(cli().with("BOOT2DOCKER_HOME", directory.toString()).run("config", "set", "cpus=2"))
        .returns(0, HostTool.Result::exit);
    Files.writeString(settings, "cpus: [2\n# mine\n");

    assertOneLine(editingWith("true").run("config", "show"), FAILURE, settings.toString());
    HostTool.Result edited = editingWith("sed -i 's/.*\\[2/cpus: 3/'").run("config", "edit");

    assertThat(edited.exit()).as(edited.err()).isZero();
    assertThat(settings).hasContent("cpus: 3\n# mine\n");
    assertThat(settings.resolveSibling("machine.edit.yaml")).doesNotExist();
  }

  @Test
  void editorThatLeavesNothingChangesNothing() throws IOException {
    Path settings = directory.resolve("machines/default/machine.yaml");
    Files.createDirectories(settings.getParent());
    Files.writeString(settings, "cpus: 2\n");
    for (String editor : List.of("truncate -s 0", "rm")) {
      assertOneLine(editingWith(editor).run("config", "edit"), FAILURE, "nothing is changed");
      assertThat(settings).hasContent("cpus: 2\n");
    }
    Files.write(settings, new byte[] {'c', (byte) 0xff, '\n'});
    HostTool.Result mended = editingWith("sh -c 'echo cpus: 3 >\"$0\"'").run("config", "edit");
    assertThat(mended.exit()).as(mended.err()).isZero();
    assertThat(settings).hasContent("cpus: 3\n");

    Files.delete(settings);
    Files.createDirectory(settings);
    assertOneLine(editingWith("true").run("config", "edit"), FAILURE, "machine.yaml", "move it");
  }

  @Test
  void settingsChangedByAnotherCommandWhileTheyAreEditedStay() throws IOException {
    Path settings = directory.resolve("machines/default/machine.yaml");
    Path other = directory.resolve("other");
    Files.writeString(other, "cpus: 2\n");
    Cli editing = editingWith("cp '%s' '%s'; sed -i '1icpus: 3'".formatted(other, settings));

    assertOneLine(editing.run("config", "edit"), FAILURE, "machine.edit.yaml.old");

    assertThat(settings).hasContent("cpus: 2\n");
    assertThat(settings.resolveSibling("machine.edit.yaml.old")).content().startsWith("cpus: 3\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"4k", "8k", "16k"})
  void homeOnADiskThatIsFull(String size) throws IOException {
    Files.createDirectory(directory.resolve("small"));
    byte[] disk = new byte[1 << 20];
    disk[510] = 0x55;
    disk[511] = (byte) 0xaa;
    Files.write(directory.resolve("disk.img"), disk);
    Cli small =
        cli()
            .with("BOOT2DOCKER_HOME", directory.resolve("small").toString())
            .withOwnMounts("mount -t tmpfs -o size=" + size + " tmpfs small");
    assertOneLine(
        small.run("up", "-q", "--iso", "disk.img", "--usb", "--accelerator", "tcg"),
        FAILURE,
        directory.resolve("small") + "/machines/default",
        "no space left");
  }

  @ParameterizedTest
  @ValueSource(strings = {"there", "there/machines/default"})
  void homeThatCannotBeWritten(String made) throws IOException {
    Files.createDirectories(directory.resolve(made));
    byte[] disk = new byte[1 << 20];
    disk[510] = 0x55;
    disk[511] = (byte) 0xaa;
    Files.write(directory.resolve("disk.img"), disk);
    Path home = directory.resolve("there");
    Cli readOnly =
        cli()
            .with("BOOT2DOCKER_HOME", home.toString())
            .withOwnMounts("mount --bind there there; mount -o remount,ro,bind there");
    assertOneLine(
        readOnly.run("up", "-q", "--iso", "disk.img", "--usb", "--accelerator", "tcg"),
        FAILURE,
        "can't make the machine's folder " + home.resolve("machines/default"),
        "ead-only file system",
        "BOOT2DOCKER_HOME");
  }

  @Test
  void outputThatIsADirectory() throws IOException {
    Files.createDirectory(directory.resolve("there"));
    assertOneLine(cli().run("build", "-q", "-o", "there"), FAILURE, "there is a directory");
  }

  @Test
  void outputThatCanNotBeWritten() throws IOException {
    Cli readOnly = cli().withOwnMounts("mount -t tmpfs -o ro tmpfs there");
    Files.createDirectory(directory.resolve("there"));
    assertOneLine(
        readOnly.run("build", "-q", "-o", "there/file.iso"),
        FAILURE,
        "there/file.iso",
        "ead-only file system");
  }

  @Test
  void diskThatIsFullOfOutput(BuiltImage image) throws IOException {
    Files.createDirectory(directory.resolve("small"));
    // Whatever is left on the small disk would be told on standard output.
    Cli small =
        cli()
            .withOwnMounts(
                "mount -t tmpfs -o size=8m tmpfs small;"
                    + " code=0; \"$@\" || code=$?; ls -A small; exit $code");
    HostTool.Result result =
        small.run(
            "build",
            "-q",
            "--profile",
            image.manifest().profile(),
            "--locked",
            "--lock",
            image.lock().toString(),
            "-o",
            "small/file.iso");
    assertOneLine(result, FAILURE, "small/file.iso", "no space left");
  }

  @Test
  void cacheOnAFullDisk(BuiltImage image) throws IOException {
    Files.createDirectory(directory.resolve("small"));
    Cli small = cli().withOwnMounts("mount -t tmpfs -o size=2m tmpfs small");
    assertOneLine(
        small.run(
            "build",
            "-q",
            "--cache",
            "small",
            "--locked",
            "--lock",
            image.lock().toString(),
            "-o",
            "file.iso"),
        FAILURE,
        "not enough space in small/packages");
    assertThat(directory.resolve("file.iso")).doesNotExist();
  }

  @Test
  void lockFileThatIsNotThere() throws IOException {
    assertOneLine(
        cli().run("build", "-q", "--locked"), FAILURE, "boot2docker.lock", "boot2docker lock");
    assertNothingLeftBut();
  }

  @Test
  void lockFileThatIsNone() throws IOException {
    Files.writeString(
        directory.resolve("boot2docker.lock"), "{\n  \"format\": 1,\n  nonsense\n}\n");
    assertOneLine(
        cli().run("build", "-q", "--locked"), FAILURE, "boot2docker.lock:3", "not a lock file");
  }

  @Test
  void lockFileOfAnotherFormat() throws IOException {
    Files.writeString(directory.resolve("boot2docker.lock"), "{\"format\": 99}\n");
    assertOneLine(cli().run("build", "-q", "--locked"), FAILURE, "format 99", "boot2docker lock");
  }

  @Test
  void lockFileThatIsCutOff(BuiltImage image) throws IOException {
    String whole = Files.readString(image.lock());
    Files.writeString(
        directory.resolve("boot2docker.lock"), whole.substring(0, whole.length() / 2));
    assertOneLine(
        cli().run("build", "-q", "--locked"), FAILURE, "boot2docker.lock", "not a lock file");
    assertNothingLeftBut("boot2docker.lock");
  }

  @Test
  void lockedPackageThatTheArchiveNoLongerHas(BuiltImage image) throws IOException {
    ObjectMapper json = new ObjectMapper();
    JsonNode lock = json.readTree(image.lock().toFile());
    ObjectNode first = (ObjectNode) lock.path("rootfs").path(0);
    first.put("version", "0.0.1-gone");
    first.put("path", "pool/main/g/gone/gone_0.0.1-gone_amd64.deb");
    first.put("sha256", "0".repeat(64));
    json.writeValue(directory.resolve("boot2docker.lock").toFile(), lock);

    assertOneLine(
        cli().run("build", "-q", "--locked"),
        FAILURE,
        first.path("name").asText(),
        "0.0.1-gone",
        "boot2docker lock",
        "--mirror",
        "--archive-url");
    assertNothingLeftBut("boot2docker.lock");
  }

  @Test
  void noMirrorIsKnown() throws IOException {
    Cli bare = cli().withOwnMounts("mount -t tmpfs tmpfs /etc/apt; unset BOOT2DOCKER_MIRROR");
    assertOneLine(
        bare.run("lock", "-q"),
        FAILURE,
        "no Debian mirror is known",
        "--mirror",
        "BOOT2DOCKER_MIRROR");
    assertNothingLeftBut();
  }

  @Test
  void mirrorThatIsNone() throws IOException {
    assertOneLine(
        cli().run("lock", "-q", "--mirror", "ftp://nowhere"), FAILURE, "ftp://nowhere", "--mirror");
  }

  @Test
  void mirrorThatDoesNotAnswer() throws IOException {
    assertOneLine(
        cli().run("lock", "-q", "--mirror", "http://127.0.0.1:9/debian"), FAILURE, "127.0.0.1:9");
  }

  @Test
  void noKeysToTrust() throws IOException {
    Files.writeString(directory.resolve("keys.gpg"), "no keys\n");
    assertOneLine(cli().run("lock", "-q", "--keyring", "keys.gpg"), FAILURE, "keys.gpg");
    assertNothingLeftBut("keys.gpg");
  }

  @Test
  void descriptionWithAnUnknownKeyIsNamedWithItsLine() throws IOException {
    HostTool.run(directory, "cp", "-r", BuiltImage.distribution().toString(), "distro").succeeded();
    Path description = directory.resolve("distro/boot2docker.yaml");
    Files.writeString(description, "\ncolour: blue\n", java.nio.file.StandardOpenOption.APPEND);
    long line = Files.readString(description).lines().count();

    assertOneLine(
        cli().run("build", "-q", "--distro", "distro"),
        FAILURE,
        "boot2docker.yaml:" + line,
        "colour");
  }
}
