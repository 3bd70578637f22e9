package org.boot2docker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.boot2docker.cli.EnvCommand.Shell;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.iso.HybridIso;
import org.boot2docker.formats.iso.IsoWriter;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.image.Manifest;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.disk.NewDisk;
import org.boot2docker.machine.model.DataDisk;
import org.boot2docker.machine.model.DiskSize;
import org.boot2docker.machine.state.MachineDirectory;
import org.boot2docker.machine.state.MachineLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The verbs for machines that are there but don't run. */
class VerbsTest {
  private static final String FORWARDING = "{\"sshPort\": 2022}";

  @TempDir private Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final String userHome = System.getProperty("user.home");
  private Optional<Process> qemu = Optional.empty();

  @BeforeEach
  void useAFolderOfOurOwn() {
    System.setProperty("user.home", directory.toString());
  }

  @AfterEach
  void useTheUsersFolderAgain() {
    System.setProperty("user.home", userHome);
    qemu.ifPresent(Process::destroy);
  }

  private Path machine(String name, String config) throws IOException {
    Path folder = directory.resolve(".boot2docker/machines").resolve(name);
    Files.writeString(Files.createDirectories(folder).resolve("config.json"), config);
    return folder;
  }

  /** A process that is taken for its QEMU. */
  private void makeRun(Path folder) throws IOException {
    Path pid = Files.createFile(folder.resolve("qemu.pid"));
    Process process = new ProcessBuilder("tail", "-f", pid.toString()).start();
    qemu = Optional.of(process);
    Files.writeString(pid, String.valueOf(process.pid()));
  }

  private int run(Optional<String> answer, String... arguments) {
    PrintStream results = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream messages = new PrintStream(err, true, StandardCharsets.UTF_8);
    Optional<BufferedReader> answers =
        answer.map(text -> new BufferedReader(new StringReader(text)));
    return Main.run(new Terminal(results, messages, answers), arguments);
  }

  private int run(String... arguments) {
    return run(Optional.empty(), arguments);
  }

  @ParameterizedTest
  @CsvSource({
    "logs --of consol, 'consol', --of, 'console, previous, qemu, tunnel, docker'",
    "env --shell tcsh, 'tcsh', --shell, 'sh, bash, zsh, fish, powershell, cmd'"
  })
  void anUnknownValueIsAUsageErrorWithTheKnownOnes(
      String line, String value, String option, String known) {
    assertThat(run(line.split(" "))).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("'" + value + "'", option, known)
        .hasLineCount(1);
  }

  @Test
  void aDamagedFileIsSaidWithoutTheParsersOwnTerms() throws IOException {
    Path folder = machine("default", "{}");
    Files.writeString(folder.resolve("settings.json"), "{");
    assertThat(run("port")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("settings.json, line 1")
        .doesNotContain("Source")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stop", "restart"})
  void aNegativeTimeIsAUsageError(String verb) throws IOException {
    machine("default", "{}");
    assertThat(run(verb, "--timeout", "-5")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("--timeout -5").hasLineCount(1);
  }

  private String output() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void listShowsAllMachinesAndTheDamagedOneToo() throws IOException {
    machine("bad", "null");
    machine("good", "{\"sshPort\": 2022, \"image\": \"/a.iso\"}");

    assertThat(run("list")).isZero();

    assertThat(output().lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly("NAME STATE SSH IMAGE", "bad damaged -", "good stopped - /a.iso");
    assertThat(errors().lines()).singleElement().asString().contains("bad/config.json");
  }

  @Test
  void listIsJsonToo() throws Exception {
    machine("one", "{\"sshPort\": 2022}");

    assertThat(run("ls", "--json")).isZero();

    assertThat(Json.parse(output()).get(0).get("state").asText()).isEqualTo("stopped");
  }

  /** Its QEMU is none, so nothing answers. */
  @Test
  void listAndStatusAgreeOfAMachineThatDoesNotAnswer() throws Exception {
    makeRun(machine("one", "{\"sshPort\": 1}"));
    machine("two", "{\"sshPort\": 1}");

    assertThat(run("ls", "--json")).isZero();
    JsonNode list = Json.parse(output());
    out.reset();
    assertThat(run("status", "one", "--json")).isZero();

    assertThat(list.findValuesAsText("name")).containsExactly("one", "two");
    assertThat(list.findValuesAsText("state")).containsExactly("starting", "stopped");
    assertThat(list.get(0).get("sshPort").asInt()).isEqualTo(1);
    assertThat(Json.parse(output()).get("state")).isEqualTo(list.get(0).get("state"));
  }

  @Test
  void aNameSaysHowItMustBegin() {
    assertThat(run("up", "--name", "_x_")).isEqualTo(1);
    assertThat(errors()).hasLineCount(1).contains("'_x_'", "begin with a letter or digit");
  }

  @ParameterizedTest
  @CsvSource({"ssh t5, ssh t5 --", "ssh t5 ls -l, ssh t5 -- ls -l"})
  void whoNamesAMachineToSshIsToldHow(String line, String right) throws IOException {
    machine("t5", "{}");

    assertThat(run(line.split(" "))).isEqualTo(1);

    assertThat(errors()).hasLineCount(1).contains("'boot2docker " + right + "'");
    assertThat(run("ssh", "--name", "t6", "t5")).isEqualTo(1);
    assertThat(errors()).contains("there is no machine t6: choose t5");
  }

  @Test
  void listSaysHowToMakeTheFirstMachine() {
    assertThat(run("list")).isZero();
    assertThat(errors()).contains("boot2docker up");
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "stop", "restart", "kill", "delete", "logs", "port", "env"})
  void aMachineCanBeNamedByAnArgument(String verb) throws IOException {
    machine("mine", "{}");

    assertThat(run(verb, "nosuch")).isEqualTo(1);
    assertThat(errors()).contains("no machine nosuch");
    assertThat(run(verb, "mine", "--name", "other")).isEqualTo(2);
    assertThat(errors()).contains("mine", "other");
  }

  @ParameterizedTest
  @CsvSource({"y, true", "YES, true", "n, false", "'', false", "yep, false"})
  void deleteAsks(String answer, boolean deletes) throws IOException {
    Path folder = machine("mine", "{}");

    assertThat(run(Optional.of(answer), "delete", "mine")).isEqualTo(deletes ? 0 : 1);

    assertThat(Files.exists(folder)).isNotEqualTo(deletes);
    assertThat(errors()).contains(folder.toString(), "?");
  }

  @Test
  void deleteNeedsForceWhereNobodyCanBeAsked() throws IOException {
    Path folder = machine("mine", "{}");

    assertThat(run("delete", "mine")).isEqualTo(1);
    assertThat(errors()).contains("--force");
    assertThat(folder).exists();
    Path killed = Files.createDirectory(folder.resolveSibling(".mine.deleted"));
    Files.writeString(killed.resolve("data.qcow2"), "half deleted");
    assertThat(run("delete", "mine", "--force")).isZero();
    assertThat(folder.getParent()).isEmptyDirectory();
  }

  @Test
  void deleteLeavesADiskOutsideTheFolderAlone() throws IOException {
    Path disk = Files.writeString(directory.resolve("data.img"), "data");
    Path folder = machine("mine", "{\"disks\": \"" + disk + "\"}");
    Files.createSymbolicLink(folder.resolve("link.img"), disk);

    assertThat(run("delete", "mine", "-f")).isZero();

    assertThat(folder).doesNotExist();
    assertThat(disk).content().isEqualTo("data");
  }

  @Test
  void configSetsAndShowsWhatTheNextStartUses() throws Exception {
    assertThat(run("config", "set", "memory=4096", "ports=8080:80", "ports=81:81", "uefi=true"))
        .isZero();
    assertThat(run("config", "--json")).isZero();
    assertThat(Json.parse(output()))
        .isEqualTo(Json.parse("{\"memory\":4096,\"ports\":[\"8080:80\",\"81:81\"],\"uefi\":true}"));
    out.reset();

    assertThat(errors()).contains("machine default is new");
    err.reset();
    assertThat(run("config", "set", "memory=", "disk=none")).isZero();
    assertThat(errors()).doesNotContain("new");
    assertThat(run("cfg", "show")).isZero();
    assertThat(output()).contains("\n#memory: 2048\n", "\ndisk: none\n", "  - \"8080:80\"\n");
    out.reset();
    assertThat(run("config", "path", "--name", "other")).isZero();
    assertThat(output().strip()).endsWith("/.boot2docker/machines/other/machine.yaml");
    assertThat(directory.resolve(".boot2docker/machines/other")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "set, KEY=VALUE",
    "set memry=5, did you mean memory",
    "set memory, memory=VALUE",
    "set memory=5, 5 MiB",
    "set memory=512 memory=513, twice",
    "set disk-size=9, M",
    "set usb=true cd=true, usb and cd exclude each other",
    "set disk=none disk-size=60G, disk and disk-size exclude each other",
    "show memory=5, config set memory=5",
    "shwo, show"
  })
  void whatCannotBeSetIsAUsageErrorOfOneLine(String line, String said) {
    List<String> arguments = new ArrayList<>(List.of("config"));
    arguments.addAll(List.of(line.split(" ")));
    assertThat(run(arguments.toArray(String[]::new))).isEqualTo(2);
    assertThat(errors()).contains(said).hasLineCount(1);
    assertThat(directory).isEmptyDirectory();
  }

  /** A machine with a data disk of its own. */
  private Path machineWithDisk(String name, String contents) throws IOException {
    Path folder = machine(name, "{}");
    Files.writeString(folder.resolve("data.qcow2"), contents);
    Files.writeString(folder.resolve("machine.yaml"), "# mine\nmemory: 1024\n");
    return folder;
  }

  @Test
  void snapshotsAreTakenAndGoneBackTo() throws IOException {
    Path disk = machineWithDisk("default", "").resolve("data.qcow2");
    Files.delete(disk);
    NewDisk.make(DataDisk.qcow2(disk), DiskSize.parse("1G"));
    byte[] first = Files.readAllBytes(disk);
    assertThat(run("snapshot", "create", "one")).isZero();
    Files.writeString(disk, "second");
    assertThat(run("snapshot", "create", "one")).isEqualTo(1);
    assertThat(run("snapshot", "create", "two")).isZero();
    assertThat(run("snapshot")).isZero();
    assertThat(output().lines()).containsExactly("one", "two");

    assertThat(run("snapshot", "restore", "one")).as("nobody can be asked").isEqualTo(1);
    assertThat(errors()).contains("restore snapshot one with --force");
    assertThat(run(Optional.of("n\n"), "snapshot", "restore", "one")).isEqualTo(1);
    assertThat(errors()).contains("What was written since is lost. [y/N]");
    assertThat(disk).hasContent("second");
    assertThat(run(Optional.of("y\n"), "snapshot", "restore", "one")).isZero();
    assertThat(disk).hasBinaryContent(first);
    assertThat(run("snapshot", "restore", "two", "--force")).as("two is no disk").isEqualTo(1);
    assertThat(errors()).contains("two.qcow2");
    assertThat(disk).hasBinaryContent(first);
    assertThat(run("snapshot", "delete", "one", "--force")).isZero();
    assertThat(run("snapshot", "restore", "one")).isEqualTo(1);
    assertThat(errors()).contains("no snapshot one: choose one of two");
    assertThat(run("snapshot", "restore")).isEqualTo(2);
    assertThat(run("snapshot", "create", "../x")).isEqualTo(1);
    machine("ram", "{}");
    assertThat(run("snapshot", "create", "x", "--name", "ram")).isEqualTo(1);
    assertThat(errors()).contains("--disk-size");
  }

  @Test
  void oneSettingIsShown() throws IOException {
    machineWithDisk("one", "data");
    assertThat(run("config", "get", "memory", "--name", "one")).isZero();
    assertThat(output()).isEqualTo("1024\n");
    assertThat(run("config", "set", "memory=4G", "--name", "one")).isZero();
    assertThat(errors()).contains("settings of machine one are kept");
    run("config", "get", "memory", "--name", "one");
    assertThat(output()).isEqualTo("1024\n4096\n");
    assertThat(run("config", "get", "memroy", "--name", "one")).isEqualTo(2);
    assertThat(errors()).contains("did you mean memory");
    assertThat(run("config", "get")).isEqualTo(2);
    assertThat(run("config", "show", "one")).isEqualTo(2);
    assertThat(errors()).contains("config show --name one");
    assertThat(run("config", "show", "--name", "nosuch")).isEqualTo(1);
    assertThat(errors()).contains("there is no machine nosuch");
  }

  @Test
  void aFolderWithAnotherNameHidesNoMachine() throws IOException {
    Path folder = machine("good", "{}");
    Path copy = Files.createDirectory(folder.resolveSibling("good (copy)"));
    Files.writeString(copy.resolve("machine.yaml"), "memory: 1024\n");

    assertThat(run("list")).isZero();
    assertThat(output()).contains("good").doesNotContain("copy");
  }

  @Test
  void theCopyOfAMachineThatWasNeverStartedIsOneToo() throws IOException {
    Path file = directory.resolve("one.zip");
    assertThat(run("init", "one")).isZero();
    assertThat(run("export", "--name", "one", file.toString())).isZero();
    assertThat(run("import", file.toString(), "two")).isZero();
    assertThat(run("clone", "one", "three")).isZero();

    for (String name : List.of("two", "three")) {
      Path folder = directory.resolve(".boot2docker/machines").resolve(name);
      assertThat(new MachineDirectory(folder).wasStarted())
          .as("else its first start would make no disk: " + name)
          .isFalse();
    }
    run("list");
    assertThat(output()).contains("two", "three");
  }

  @Test
  void whatAStartThatWasRefusedLeftIsDeleted() throws IOException {
    Path folder = machine("left", "{}");
    Files.delete(folder.resolve("config.json"));
    Files.createDirectories(folder.resolve("boot"));

    assertThat(run("delete", "--force", "left")).isZero();

    assertThat(folder).doesNotExist();
    assertThat(run("delete", "--force", "left")).isEqualTo(1);
  }

  @Test
  void aSavedMachineIsNotShutDown() throws IOException {
    Path folder = machineWithDisk("one", "data");
    Files.writeString(folder.resolve("saved.json"), "{}");
    assertThat(run("stop", "--shutdown", "one")).isEqualTo(1);
    assertThat(run("poweroff", "one")).isEqualTo(1);
    assertThat(errors()).contains("'boot2docker up one'", "--discard-state");
  }

  @Test
  void snapshotsOfAMachineThatRunsAreListedOnly() throws IOException {
    Path folder = machine("default", "{}");
    makeRun(folder);
    Files.createFile(Files.createDirectories(folder.resolve("snapshots")).resolve("one.qcow2"));

    assertThat(run("snapshot", "list")).isZero();
    assertThat(output().lines()).containsExactly("one");
    assertThat(run("snapshot", "delete", "one")).isEqualTo(1);
    assertThat(errors()).contains("default runs: stop it first");
  }

  @Test
  void machinesAreCopiedAndRenamed() throws IOException {
    Path one = machineWithDisk("one", "data");
    assertThat(run("clone", "one", "two")).isZero();
    Path two = one.resolveSibling("two");
    assertThat(two.resolve("data.qcow2")).hasContent("data");
    assertThat(Files.readString(two.resolve("machine.yaml"))).contains("memory: 1024");
    assertThat(run("clone", "one", "two")).isEqualTo(1);
    assertThat(run("rename", "one", "two")).isEqualTo(1);
    assertThat(errors()).contains("there is a machine two");

    Files.writeString(one.resolve("ssh_config"), "Host one");
    assertThat(run("rename", "one", "three")).isZero();
    assertThat(one).doesNotExist();
    Path three = one.resolveSibling("three");
    assertThat(three.resolve("data.qcow2")).hasContent("data");
    assertThat(three.resolve("ssh_config")).content().contains("Host three ", three + "/id_");
    assertThat(run("rename", "nosuch", "x")).isEqualTo(1);
    assertThat(errors()).contains("choose three, two");
  }

  @Test
  void aMachineMovesInOneFile() throws IOException {
    machineWithDisk("one", "data");
    Path disk = realDisk("one");
    String file = directory.resolve("one.zip").toString();
    assertThat(run("export", file, "--name", "one")).isZero();
    assertThat(run("import", file, "--name", "one")).isEqualTo(1);
    assertThat(run("import", file, "--name", "two")).isZero();
    Path two = directory.resolve(".boot2docker/machines/two");
    assertThat(two.resolve("data.qcow2")).hasSameBinaryContentAs(disk);
    assertThat(two.resolve("machine.yaml")).hasContent("# mine\nmemory: 1024\n");
    assertThat(errors()).doesNotContain("of this host");
    byte[] open = "ports: [\"80:80\", \"0.0.0.0:22:22\"]\n".getBytes(StandardCharsets.UTF_8);
    assertThat(run("import", archive(Map.of("machine.yaml", open)), "open")).isZero();
    assertThat(errors()).contains("machine open", "--publish 0.0.0.0:22:22");

    Path other = Files.writeString(directory.resolve("other.zip"), "no archive");
    assertThat(run("import", other.toString(), "--name", "x")).isEqualTo(1);
    assertThat(errors()).contains("other.zip is no machine's archive");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(other))) {
      zip.putNextEntry(new ZipEntry("../../evil"));
    }
    assertThat(run("import", other.toString(), "--name", "x")).isEqualTo(1);
    assertThat(errors()).contains("'../../evil'");
    assertThat(directory.resolve(".boot2docker/machines/x")).doesNotExist();
  }

  private Path realDisk(String machine) throws IOException {
    Path disk = directory.resolve(".boot2docker/machines").resolve(machine).resolve("data.qcow2");
    Files.delete(disk);
    NewDisk.make(DataDisk.qcow2(disk), DiskSize.parse("1G"));
    return disk;
  }

  @Test
  void anArchiveThatIsDamagedIsNotImported() throws IOException {
    byte[] settings = "memory: 1024\n".getBytes(StandardCharsets.UTF_8);
    Path file = Path.of(archive(Map.of("machine.yaml", settings)));
    byte[] bytes = Files.readAllBytes(file);
    // The sum in the central directory, which is read, and not the one beside the file.
    int directoryEntry = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PK\1\2");
    bytes[directoryEntry + 16] ^= 1;
    Files.write(file, bytes);

    assertThat(run("import", file.toString(), "--name", "x")).isEqualTo(1);

    assertThat(errors()).contains("made.zip", "machine.yaml is damaged").hasLineCount(1);
    assertThat(directory.resolve(".boot2docker/machines/x")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory: 1\n", "memory: [1\n", "{a: "})
  void settingsOfAnArchiveThatCannotBeUsedAreNamedByTheArchive(String wrong) throws IOException {
    byte[] settings =
        (wrong.equals("{a: ") ? wrong.repeat(100_000) : wrong).getBytes(StandardCharsets.UTF_8);

    assertThat(run("import", archive(Map.of("machine.yaml", settings)))).isEqualTo(1);

    assertThat(errors())
        .contains("made.zip can't be imported: machine.yaml")
        .hasLineCount(1)
        .doesNotContain(".boot2docker");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no disk at all"})
  void anImportedDiskIsOne(String disk) throws IOException {
    byte[] settings = "memory: 1024\n".getBytes(StandardCharsets.UTF_8);
    byte[] bytes = disk.getBytes(StandardCharsets.UTF_8);
    assertThat(run("import", archive(Map.of("machine.yaml", settings, "data.qcow2", bytes))))
        .isEqualTo(1);
    assertThat(errors()).contains("made.zip", "data.qcow2").hasLineCount(1);
  }

  @Test
  void whatAKilledImportLeftIsPruned() throws IOException {
    Path folder = Files.createDirectories(directory.resolve(".boot2docker/machines/half"));
    Path part = Files.write(folder.resolve(".data.qcow2.1.part"), new byte[2_000_000]);

    assertThat(run("prune")).isZero();

    assertThat(part).doesNotExist();
    assertThat(output()).contains("2 MB");
    assertThat(errors()).contains("boot2docker delete half");
  }

  @Test
  void whatIsNoFileIsNotImported() throws IOException {
    assertThat(run("import", directory.toString(), "x")).isEqualTo(1);
    assertThat(errors()).contains("is a folder: name a file").hasLineCount(1);
  }

  private String archive(Map<String, byte[]> files) throws IOException {
    Path file = directory.resolve("made.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> each : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        zip.write(each.getValue());
      }
    }
    return file.toString();
  }

  @Test
  void anImportedDiskNamesNoFileOfThisHost() throws IOException {
    Path disk = directory.resolve("data.qcow2");
    NewDisk.make(DataDisk.qcow2(disk), DiskSize.parse("1G"));
    byte[] bytes = Files.readAllBytes(disk);
    bytes[14] = 2;
    byte[] settings = "memory: 1024\n".getBytes(StandardCharsets.UTF_8);

    assertThat(run("import", archive(Map.of("machine.yaml", settings, "data.qcow2", bytes))))
        .isEqualTo(1);

    assertThat(errors()).contains("data.qcow2 has a backing file").hasLineCount(1);
    assertThat(directory.resolve(".boot2docker/machines/default")).doesNotExist();
  }

  @Test
  void whatAnImportedMachineUsesOfThisHostIsSaid() throws IOException {
    String settings = "memory: 1024\nshares:\n  - " + directory + ":/home\nca: [host]\n";
    byte[] bytes = settings.getBytes(StandardCharsets.UTF_8);

    assertThat(run("import", archive(Map.of("machine.yaml", bytes)))).as(errors()).isZero();

    assertThat(errors()).contains("--share " + directory).doesNotContain("--memory", "--ca");
  }

  @Test
  void aMachineIsThereWhenAllOfItIs() throws IOException {
    machineWithDisk("one", "data");
    realDisk("one");
    assertThat(run("clone", "one", "two")).isZero();
    Path two = directory.resolve(".boot2docker/machines/two");
    String file = directory.resolve("two.zip").toString();
    assertThat(run("export", file, "--name", "two")).isZero();
    try (ZipFile zip = new ZipFile(file)) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .as("in the order of the import")
          .containsExactly("identity", "data.qcow2", "machine.yaml");
    }

    assertThat(run("import", file, "three")).isZero();

    assertThat(two.resolveSibling("three").resolve("identity"))
        .as("else it would be a machine one again")
        .hasSameTextualContentAs(two.resolve("identity"));
  }

  @Test
  void anIdentityIsOneWord() throws IOException {
    byte[] settings = "memory: 1024\n".getBytes(StandardCharsets.UTF_8);
    byte[] words = "a init=/bin/sh".getBytes(StandardCharsets.UTF_8);

    assertThat(run("import", archive(Map.of("machine.yaml", settings, "identity", words))))
        .isEqualTo(1);
    assertThat(errors()).contains("identity").hasLineCount(1);
  }

  @Test
  void aUsersMachineIsNotThatOfABench() throws IOException {
    Path folder = machineWithDisk("bench", "data");
    Path image = Files.writeString(directory.resolve("some.iso"), "no image");

    assertThat(run("bench", "--iso", image.toString())).isEqualTo(1);

    assertThat(folder.resolve("data.qcow2")).hasContent("data");
    assertThat(directory.resolve(".boot2docker/bench/machines")).isEmptyDirectory();
  }

  @Test
  @Timeout(60)
  @SuppressWarnings("try") // The lock is only held.
  void pruneLeavesAMachineAloneThatIsStarting() throws IOException {
    Path folder = machineWithDisk("one", "data");
    Path boot = Files.createDirectories(folder.resolve("boot"));
    try (MachineLock lock =
        MachineLock.await(new MachineDirectory(folder), "up", Progress.SILENT)) {
      assertThat(run("prune")).isZero();
    }
    assertThat(boot).exists();
    assertThat(errors()).contains("machine one").hasLineCount(1);
  }

  @Test
  void pruneDeletesWhatAKilledCommandWrote() throws IOException {
    Path folder = machineWithDisk("one", "data");
    Path snapshots = Files.createDirectories(folder.resolve("snapshots"));
    Path images = Files.createDirectories(directory.resolve(".boot2docker/images"));
    List<Path> parts =
        List.of(
            folder.resolve(".data.qcow2.0a.part"),
            snapshots.resolve(".one.qcow2.0a.part"),
            images.resolve(".00.iso.0a.part"));
    for (Path part : parts) {
      Files.write(part, new byte[1_000_000]);
    }
    Path rest = Files.createDirectories(folder.resolveSibling(".two.deleted/snapshots"));

    assertThat(run("prune")).isZero();

    assertThat(parts).allMatch(Files::notExists);
    assertThat(rest.getParent()).doesNotExist();
    assertThat(output()).contains("freed up to 3 MB");
    assertThat(folder.resolve("data.qcow2")).exists();
  }

  @Test
  void restartBuildsBeforeTheMachineIsStopped() throws IOException {
    Path folder = machine("default", "{}");
    makeRun(folder);

    assertThat(run("restart", "--timeout", "0", "--build", "--distro", "/nowhere")).isEqualTo(1);

    assertThat(errors()).contains("/nowhere");
    assertThat(qemu.orElseThrow().isAlive()).isTrue();
    Files.writeString(folder.resolve("machine.yaml"), "image: /none/a.iso\n");
    assertThat(run("restart", "--timeout", "0")).isEqualTo(1);
    assertThat(errors()).contains("/none/a.iso");
    assertThat(qemu.orElseThrow().isAlive()).as("its image is gone").isTrue();
  }

  @Test
  void pruneDeletesOnlyWhatIsMadeAgain() throws IOException {
    Path folder = machineWithDisk("one", "data");
    Path boot = Files.createDirectories(folder.resolve("boot"));
    Files.write(boot.resolve("initrd.cpio"), new byte[3_000_000]);
    assertThat(run("prune")).isZero();
    assertThat(output()).contains("freed up to 3 MB");
    assertThat(boot).doesNotExist();
    assertThat(folder.resolve("data.qcow2")).exists();
  }

  @Test
  void pruneIsJsonToo() throws Exception {
    Path boot = Files.createDirectories(machineWithDisk("one", "data").resolve("boot"));
    Files.write(boot.resolve("initrd.cpio"), new byte[3_000_000]);

    assertThat(run("prune", "--json")).isZero();
    assertThat(Json.parse(output())).isEqualTo(Json.parse("{\"bytes\":3000000}"));
    out.reset();
    assertThat(run("prune", "--json")).isZero();
    assertThat(Json.parse(output())).isEqualTo(Json.parse("{\"bytes\":0}"));
  }

  @Test
  void pruneDeletesPackagesOnlyIfAskedFor() throws IOException {
    Path shard = Files.createDirectories(directory.resolve("c/packages/sha256/ab"));
    String cache = directory.resolve("c").toString();
    Path old = Files.write(shard.resolve("ab01"), new byte[5_000_000]);
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(31))));
    Path used = Files.write(shard.resolve("ab02"), new byte[1]);

    assertThat(run("prune")).isZero();
    assertThat(old).exists();
    assertThat(run("prune", "--packages", "30", "--cache", cache)).isZero();

    assertThat(output()).contains("freed up to 5 MB");
    assertThat(old).doesNotExist();
    assertThat(used).exists();
    assertThat(run("prune", "--packages", "-1")).isEqualTo(2);
    assertThat(run("prune", "--cache", cache)).isEqualTo(2);
  }

  /** Stopping would have to wait for the lock. */
  @Test
  @Timeout(60)
  @SuppressWarnings("try") // The lock is only held.
  void restartChecksItsOptionsBeforeTheMachineIsStopped() throws IOException {
    Path folder = machine("default", "{}");
    Path image = Files.writeString(directory.resolve("there.iso"), "an image");
    Files.writeString(folder.resolve("machine.yaml"), "image: " + image + "\n");
    try (MachineLock lock =
        MachineLock.await(new MachineDirectory(folder), "up", Progress.SILENT)) {
      for (String wrong :
          List.of(
              "--memory 64",
              "--cpus 0",
              "--disk /nowhere/x.img",
              "--share /nowhere",
              "--with /x")) {
        err.reset();
        assertThat(run(("restart " + wrong).split(" "))).as(wrong).isPositive();
        assertThat(errors()).hasLineCount(1).doesNotContain("internal", "waiting");
      }
    }
    assertThat(errors()).contains(image.toString(), "--build");
  }

  @Test
  void anArchiveIsItsOwnersAlone() throws IOException {
    machineWithDisk("one", "data");
    Path file = directory.resolve("one.zip");
    assertThat(run("export", "--name", "one", file.toString())).isZero();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void anArchiveIsOverwrittenWithForceOnly() throws IOException {
    machineWithDisk("one", "data");
    Path file = Files.writeString(directory.resolve("one.zip"), "mine");

    assertThat(run("export", "--name", "one", file.toString())).isEqualTo(1);
    assertThat(errors()).contains(file + " is there already: ", "--force").hasLineCount(1);
    assertThat(file).hasContent("mine");
    assertThat(run("export", "--name", "one", "--force", file.toString())).isZero();
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).startsWith("PK");
  }

  @Test
  void resizeIsKeptForTheNextStart() throws IOException {
    Path disk = machineWithDisk("one", "data").resolve("data.qcow2");
    Files.delete(disk);
    NewDisk.make(DataDisk.qcow2(disk), DiskSize.USUAL);
    assertThat(run("resize", "one", "--memory", "4096", "--disk-size", "60GB")).isZero();
    assertThat(run("config", "--name", "one")).isZero();
    assertThat(output()).contains("# mine", "memory: 4096", "disk-size: 60G");
    assertThat(run("resize", "one")).isEqualTo(2);
    assertThat(run("resize", "one", "--cpus", "0")).isEqualTo(2);
  }

  /** They would have an empty disk instead, or less than they seem to. */
  @Test
  void whereDataLiesOnADiskOfTheUsersItIsSaid() throws IOException {
    Path folder = machine("one", "{}");
    Path disk = Files.writeString(directory.resolve("mine.img"), "data");
    String settings = "disk: " + disk + "\nlan: 10.98.0.2/24\nproxy: host\n";
    Files.writeString(folder.resolve("machine.yaml"), settings);

    assertThat(run("resize", "one", "--disk-size", "60G")).isEqualTo(1);
    assertThat(folder.resolve("machine.yaml")).hasContent(settings);
    assertThat(run("export", "--name", "one", directory.resolve("one.zip").toString())).isZero();
    assertThat(run("clone", "one", "two")).isZero();
    assertThat(errors().lines().filter(line -> line.contains("mine.img"))).hasSize(3);

    assertThat(directory.resolve(".boot2docker/machines/two/machine.yaml"))
        .content()
        .doesNotContain("\nlan:");
    assertThat(errors()).contains("config set lan=ADDRESS --name two");
    assertThat(run("autostart", "enable", "one")).isEqualTo(1);
    assertThat(errors()).contains("config set proxy=URL --name one");
  }

  @Test
  void aMachineThatHasOnlySettingsIsThere() throws Exception {
    assertThat(run("init", "--memory", "1024", "five")).isZero();

    assertThat(run("list")).isZero();
    assertThat(output()).containsPattern("five +stopped");
    assertThat(run("info", "five")).isZero();
    assertThat(run("status", "five")).isZero();
    assertThat(run("rename", "five", "six")).as(errors()).isZero();
    assertThat(run("delete", "--force", "six")).as(errors()).isZero();
    assertThat(directory.resolve(".boot2docker/machines/six")).doesNotExist();
  }

  @Test
  void aDiskIsNotToBecomeSmallerAtANextStart() throws Exception {
    Path folder = machine("default", "{}");
    NewDisk.make(DataDisk.qcow2(folder.resolve("data.qcow2")), DiskSize.parse("3G"));

    assertThat(run("resize", "--disk-size", "1G")).isEqualTo(1);
    assertThat(run("config", "set", "disk-size=1G")).isEqualTo(1);
    assertThat(run("restart", "--disk-size", "1G")).isEqualTo(1);
    assertThat(errors().lines()).hasSize(3).allMatch(line -> line.endsWith("choose 3G or more"));
    assertThat(run("resize", "--disk-size", "4G")).isZero();
  }

  @Test
  void initKeepsSettingsForAMachineToCome() throws Exception {
    assertThat(run("init", "new", "--memory", "4096", "--no-disk")).isZero();
    assertThat(output()).contains("boot2docker up new");
    out.reset();
    assertThat(run("config", "--json", "--name", "new")).isZero();
    assertThat(Json.parse(output())).isEqualTo(Json.parse("{\"memory\":4096,\"disk\":\"none\"}"));
    assertThat(run("init", "--cpus", "0")).isEqualTo(2);
  }

  @Test
  void infoHasStateFolderAndSettings() throws Exception {
    Path folder = machine("one", "{}");
    Files.writeString(folder.resolve("machine.yaml"), "memory: 1024\n");
    assertThat(run("inspect", "one", "--json")).isZero();
    JsonNode info = Json.parse(output());
    assertThat(info.path("state").asText()).isEqualTo("stopped");
    assertThat(info.path("folder").asText()).isEqualTo(folder.toString());
    assertThat(info.at("/settings/memory").asInt()).isEqualTo(1024);
    out.reset();
    assertThat(run("info", "one")).isZero();
    assertThat(output()).contains("state: stopped", "settings.memory: 1024");
  }

  @ParameterizedTest
  @CsvSource({"a b, 2", ":a :b, 2", "none :b, 1"})
  void cpNeedsOnePathInTheMachine(String paths, int exit) throws IOException {
    machine("default", "{}");
    assertThat(run(("cp " + paths).split(" "))).isEqualTo(exit);
    assertThat(errors()).hasLineCount(1);
  }

  @Test
  void theAddressIsThatOfAMachineThatRuns() throws IOException {
    machine("one", "{}");
    assertThat(run("ip", "one")).isEqualTo(1);
    assertThat(errors()).contains("is not running");
    assertThat(run("socket", "one")).isZero();
    assertThat(output().strip())
        .isEqualTo("unix://" + directory.resolve(".boot2docker/machines/one/docker.sock"));
  }

  @Test
  void theAddressIsJsonToo() throws Exception {
    makeRun(machine("one", "{}"));
    assertThat(run("ip", "one")).isZero();
    assertThat(output()).isEqualTo("127.0.0.1\n");
    out.reset();
    assertThat(run("ip", "one", "--json")).isZero();
    assertThat(Json.parse(output()))
        .isEqualTo(Json.parse("{\"name\":\"one\",\"address\":\"127.0.0.1\"}"));
  }

  @Test
  void theSettingsForSshAreThoseOfTheMachine() throws IOException {
    Path folder = machine("one", "{}");
    assertThat(run("ssh-config", "one")).isEqualTo(1);
    assertThat(errors()).contains("not started yet");
    String settings = "Host boot2docker-one one\n  Port 2022\n";
    Files.writeString(folder.resolve("ssh_config"), settings);

    assertThat(run("ssh-config", "one")).isZero();

    assertThat(output()).isEqualTo(settings);
  }

  @Test
  void portListsWhatIsForwarded() throws IOException {
    Path folder = machine("default", FORWARDING);
    Files.writeString(folder.resolve("settings.json"), "{\"--publish\": [\"8080:80\"]}");
    makeRun(folder);

    assertThat(run("port")).isZero();
    assertThat(output().lines()).containsExactly("127.0.0.1:2022 -> 22", "127.0.0.1:8080 -> 80");
    assertThat(errors()).isEmpty();
  }

  @Test
  void noPortLeadsToAMachineThatDoesNotRun() throws Exception {
    Path folder = machine("mine", FORWARDING);
    Files.writeString(folder.resolve("settings.json"), "{\"--publish\": [\"8080:80\"]}");

    assertThat(run("port", "mine")).isZero();
    assertThat(output()).isEmpty();
    assertThat(errors()).contains("mine does not run", "boot2docker up mine").hasLineCount(1);
    assertThat(run("port", "mine", "--json")).isZero();
    assertThat(Json.parse(output())).isEqualTo(Json.parse("{\"forwarded\":[],\"published\":[]}"));
  }

  @Test
  void logsPrintsTheConsoleWithoutControlSequences() throws IOException {
    Path folder = machine("default", "{}");
    Files.writeString(folder.resolve("console.log"), "\u001b[31mred\u001b[0m\r\n\u0007last");
    Files.writeString(folder.resolve("qemu.log"), "said\n");

    assertThat(run("logs")).isZero();
    assertThat(output().lines()).containsExactly("red", "last");
    out.reset();
    assertThat(run("logs", "--of", "qemu", "--follow")).isZero();
    assertThat(output().lines()).containsExactly("said");
    assertThat(run("logs", "--of", "previous")).isEqualTo(1);
    assertThat(errors()).contains("console.log.1");
  }

  @Test
  void aLogThatNobodyReadsIsNotFollowed() throws IOException {
    Path folder = machine("default", "{}");
    makeRun(folder);
    Files.writeString(folder.resolve("console.log"), "one\ntwo\n");
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    PrintStream results = new PrintStream(closed, true, StandardCharsets.UTF_8);
    PrintStream messages = new PrintStream(err, true, StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(results, messages, Optional.empty());

    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> assertThat(Main.run(terminal, new String[] {"logs", "-f"})).isEqualTo(141));
  }

  /** As a process of its own, for that is what ends. */
  @Test
  @Timeout(60)
  void whatIsEndedBySignalSaysSoByItsExitCode() throws Exception {
    Path folder = machine("default", "{}");
    makeRun(folder);
    Files.writeString(folder.resolve("console.log"), "one\n");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "logs",
            "--follow");
    builder.environment().put("BOOT2DOCKER_HOME", directory.resolve(".boot2docker").toString());
    Process logs = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    assertThat(logs.inputReader().readLine()).isEqualTo("one");

    logs.destroy();

    assertThat(logs.waitFor()).isEqualTo(128 + 15);
  }

  @Test
  void aMistakeInTheSettingsKeepsNoMachineFromBeingStopped() throws IOException {
    Path folder = machine("default", "{}");
    makeRun(folder);
    Files.writeString(folder.resolve("machine.yaml"), "memry: 4G\n");

    run("stop", "--timeout", "0");

    assertThat(errors()).contains("machine.yaml:1:1: 'memry'", "shutting the machine down");
    assertThat(qemu.orElseThrow().onExit()).succeedsWithin(Duration.ofSeconds(30));
  }

  @Test
  void aLogIsFollowedAlsoWhenItIsBegunOnceMore() throws IOException {
    Path file = Files.writeString(directory.resolve("log"), "one\ntw");
    List<String> lines = new ArrayList<>();
    LogTail tail = new LogTail(file, lines::add);
    tail.printNew();
    Files.writeString(file, "one\ntwo\n");
    tail.printNew();
    assertThat(lines).containsExactly("one", "two");
    Files.writeString(file, "new\n");
    tail.printNew();
    assertThat(lines).containsExactly("one", "two", "new");
  }

  @Test
  void envIsReadByTheShellItself() throws Exception {
    Path folder = machine("default", "{}");
    String socket = "unix://" + folder.resolve("docker.sock");

    assertThat(run("env", "--shell", "sh")).isZero();

    Process sh =
        new ProcessBuilder("sh", "-c", output() + "printf %s \"$DOCKER_HOST$DOCKER_TLS_VERIFY\"")
            .start();
    assertThat(new String(sh.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(socket);
    out.reset();
    assertThat(run("shellinit", "--unset", "--shell", "sh")).isZero();
    assertThat(output().strip()).isEqualTo("unset DOCKER_HOST");
  }

  @Test
  void envIsReadByFishItself() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/fish")), "fish is installed");
    Path folder = machine("default", "{}");
    assertThat(run("env", "--shell", "fish")).isZero();
    String set = output();
    out.reset();
    assertThat(run("env", "--shell", "fish", "--unset")).isZero();
    String show = "printf '%s,' \"$DOCKER_HOST$DOCKER_TLS_VERIFY\"\n";

    ProcessBuilder fish =
        new ProcessBuilder("fish", "--no-config", "-c", set + show + output() + show);
    fish.environment().put("DOCKER_TLS_VERIFY", "1");
    fish.environment().put("HOME", directory.toString());
    Process process = fish.redirectErrorStream(true).start();

    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("unix://" + folder.resolve("docker.sock") + ",,");
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void everyShellQuotesInItsOwnWay() {
    assertThat(Shell.SH.set("A", "it's")).isEqualTo("export A='it'\\''s'");
    assertThat(Shell.FISH.set("A", "it's \\")).isEqualTo("set -gx A 'it\\'s \\\\'");
    assertThat(Shell.POWERSHELL.set("A", "it's")).isEqualTo("$Env:A = 'it''s'");
    assertThat(Shell.CMD.set("A", "50%")).isEqualTo("SET \"A=50%%\"");
  }

  @Test
  void theShellIsFoundInTheEnvironment() {
    assertThat(Shell.of(Map.of("SHELL", "/usr/bin/fish"), "Linux")).isEqualTo(Shell.FISH);
    assertThat(Shell.of(Map.of("SHELL", "/bin/zsh"), "Mac OS X")).isEqualTo(Shell.SH);
    assertThat(Shell.of(Map.of(), "Windows 11")).isEqualTo(Shell.POWERSHELL);
  }

  /** The start fails, by which it shows what it was to start. */
  @Test
  void restartStartsWithTheOptionsOfTheLastStart() throws IOException {
    Path folder = machine("mine", "{}");
    Files.writeString(folder.resolve("settings.json"), "{\"--iso\": [\"/none/a.iso\"]}");

    assertThat(run("restart", "mine", "-q")).isEqualTo(1);

    assertThat(errors().lines()).singleElement().asString().contains("/none/a.iso");
  }

  private Path template(String text) throws IOException {
    return Files.writeString(directory.resolve("template.yaml"), text);
  }

  /** The start fails, by which it shows what it was to start. */
  @Test
  void aTemplatesSettingsComeBeforeThoseOfTheMachineAndAfterOptions() throws IOException {
    Path folder = machine("mine", "{}");
    Files.writeString(folder.resolve("machine.yaml"), "image: /none/kept.iso\n");
    String template = template("image: /none/template.iso\n").toString();

    assertThat(run("up", "mine", "-q", "--template", template)).isEqualTo(1);
    assertThat(errors()).hasLineCount(1).contains("/none/template.iso");
    err.reset();
    assertThat(run("up", "mine", "-q", "--template", template, "--iso", "/none/a.iso"))
        .isEqualTo(1);
    assertThat(errors()).hasLineCount(1).contains("/none/a.iso");
  }

  /** Its Docker never answers, and so up ends with an error. */
  @Test
  @Timeout(60)
  void aTemplatesSettingsAreKept() throws IOException {
    Path folder = machine("mine", "{}");
    makeRun(folder);
    String template = template("stop: save # mine\ntemplate: true\n").toString();

    assertThat(run("up", "mine", "--timeout", "1", "--template", template)).isEqualTo(1);

    assertThat(run("config", "--json", "--name", "mine")).isZero();
    assertThat(Json.parse(output())).isEqualTo(Json.parse("{\"stop\":\"save\",\"template\":true}"));
    err.reset();
    template("memory: 4096\n");
    assertThat(run("up", "mine", "--timeout", "1", "--template", template)).isEqualTo(1);
    assertThat(errors()).contains("--memory", "boot2docker restart");
  }

  @ParameterizedTest
  @CsvSource({
    "memry: 5, template.yaml:2:1: 'memry'",
    "memory: 5, template.yaml:2:9: memory",
    "image, template.yaml:3:1"
  })
  void aTemplateWithAMistakeIsRefusedWithItsPlace(String line, String place) throws IOException {
    String template = template("cpus: 2\n" + line + "\n").toString();

    assertThat(run("up", "new", "--template", template)).isEqualTo(1);

    assertThat(errors()).hasLineCount(1).contains(place);
    assertThat(directory.resolve(".boot2docker")).doesNotExist();
  }

  @Test
  void aTemplateThatIsNotThereIsNamed() {
    assertThat(run("up", "new", "--template", "/none/t.yaml")).isEqualTo(1);
    assertThat(errors()).hasLineCount(1).contains("/none/t.yaml");
    assertThat(directory.resolve(".boot2docker")).doesNotExist();
  }

  /** An image of the profile default. */
  private Path image() throws IOException {
    Manifest manifest =
        new Manifest(
            "test",
            "1",
            Architecture.host().debianName(),
            "default",
            "6",
            Instant.EPOCH.toString(),
            "words",
            List.of(),
            List.of(),
            Map.of(),
            Map.of());
    FileTree medium = new FileTree().putFile(Manifest.PATH, Content.of(manifest.toJson()));
    Path file = directory.resolve("built.iso");
    try (OutputStream to = Files.newOutputStream(file)) {
      new IsoWriter(
              new HybridIso(medium, "TEST", Instant.EPOCH, Optional.empty(), Optional.empty()))
          .write(to);
    }
    return file;
  }

  @ParameterizedTest
  @CsvSource({
    "--with nosuch, --with is for building",
    "--distro nosuch, --distro is for building",
    "--foreign-arch, --foreign-arch is for building",
    "--profile small, 'profile default, not small'"
  })
  void whatAnImageWasNotBuiltWithIsRefusedBesideIt(String options, String problem)
      throws IOException {
    Path image = image();
    List<String> line = new ArrayList<>(List.of("up", "new", "--iso", image.toString()));
    line.addAll(List.of(options.split(" ")));

    assertThat(run(line.toArray(String[]::new))).isEqualTo(1);

    assertThat(errors()).hasLineCount(1).contains(problem, image.toString(), "--build");
    assertThat(directory.resolve(".boot2docker/machines/new")).doesNotExist();
  }

  @Test
  void restartTakesAnotherImageOrTemplateAndChecksThemFirst() throws IOException {
    machine("mine", "{}");
    assertThat(run("restart", "mine", "--iso", "/none/b.iso")).isEqualTo(1);
    assertThat(errors()).contains("/none/b.iso");

    assertThat(run("restart", "mine", "--template", "/none/c.yaml")).isEqualTo(1);
    assertThat(errors()).contains("/none/c.yaml");
  }

  @Test
  void aSwarmHasNodes() throws IOException {
    assertThat(run("swarm", "scale")).isEqualTo(2);
    assertThat(errors()).contains("a swarm has 1 to 200 nodes: give --nodes N");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "up --memory 0G | 128 or more | 2",
        "up --cpus 0 | 0 processors | 2",
        "up x | 'x' of N is no number | 2",
        "up --iso none.iso | none.iso does not exist | 1"
      })
  void aSwarmIsNotBegunWithWhatNoNodeCanHave(String line, String problem, int exit)
      throws IOException {
    assertThat(run(("swarm " + line).split(" "))).isEqualTo(exit);
    assertThat(errors()).hasLineCount(1).contains(problem);
    assertThat(directory).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({
    "status --nodes 2,a number of nodes",
    "status --force,--force",
    "status --memory 1024,--memory",
    "down --cpus 2,--cpus",
    "down --json,--json",
    "down --iso x.iso,--iso"
  })
  void whatASwarmActionWouldIgnoreIsRefused(String line, String option) {
    assertThat(run(("swarm " + line).split(" "))).isEqualTo(2);
    assertThat(errors()).contains("does not take " + option);
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "status --json", "scale --nodes 2", "down", "down --force"})
  void withoutASwarmItIsSaidHowToStartOne(String line) throws IOException {
    machine("default", "{}");

    assertThat(run(("swarm " + line).split(" "))).isEqualTo(1);

    assertThat(errors().strip())
        .isEqualTo("boot2docker: there is no swarm: start one with 'boot2docker swarm up'");
  }

  /** With swarm-2 missing, 'swarm up --nodes 2' would delete swarm-3. */
  @Test
  void aSwarmThatDoesNotRunIsStartedWithAllNodesThatItHas() throws IOException {
    machine("swarm-1", "{}");
    machine("swarm-3", "{}");
    assertThat(run("swarm")).isEqualTo(1);
    assertThat(errors()).contains("swarm-1 is not running", "'boot2docker swarm up --nodes 3'");
    assertThat(SwarmNodes.upAgain()).isEqualTo("boot2docker swarm up --nodes 3");
  }

  /** A folder with settings and nothing else. */
  private void settings(String name, String yaml) throws IOException {
    Path folder = directory.resolve(".boot2docker/machines").resolve(name);
    Files.writeString(Files.createDirectories(folder).resolve("machine.yaml"), yaml);
  }

  @Test
  void aSwarmEndsWithAManagerWithoutADiskOnlyIfThatHasRun() throws IOException {
    settings("swarm-1", "disk: none\n");
    assertThat(run("swarm")).isEqualTo(1);
    assertThat(errors()).contains("swarm-1 is not running", "'boot2docker swarm up --nodes 1'");

    err.reset();
    machine("swarm-1", "{}");
    assertThat(run("swarm")).isEqualTo(1);
    assertThat(errors()).contains("'boot2docker swarm down'");
  }

  /** What boots when nothing else is named; without its last bytes. */
  private void cutOffImage() throws IOException {
    byte[] image = Files.readAllBytes(image());
    Path usual = directory.resolve(".boot2docker/boot2docker.iso");
    Files.createDirectories(usual.getParent());
    Files.write(usual, Arrays.copyOf(image, image.length - 1));
  }

  @Test
  void anImageThatIsNoneMattersToNewNodesOfASwarmOnly() throws IOException {
    cutOffImage();
    assertThat(run("swarm", "up", "--nodes", "1")).isEqualTo(1);
    assertThat(errors()).hasLineCount(1).contains("boot2docker.iso is cut off");
    assertThat(directory.resolve(".boot2docker/machines")).doesNotExist();

    Path node = machine("swarm-1", "{}");
    err.reset();
    assertThat(run("swarm")).isEqualTo(1);
    assertThat(errors()).contains("swarm-1 is not running").doesNotContain("cut off");
    assertThat(run("swarm", "down", "--force")).isZero();
    assertThat(node).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"memory: 128, 128 MiB", "image: /none/x.iso, /none/x.iso does not exist"})
  void aNewNodeOfASwarmIsCheckedWithTheSettingsThatItHas(String kept, String problem)
      throws IOException {
    Path home = Files.createDirectory(directory.resolve(".boot2docker"));
    Files.move(image(), home.resolve("boot2docker.iso"));
    settings("swarm-1", kept + "\n");

    assertThat(run("swarm", "up", "--nodes", "1")).isEqualTo(1);

    assertThat(errors()).hasLineCount(1).contains(problem);
    assertThat(directory.resolve(".boot2docker/machines/swarm-1/machine.yaml"))
        .as("not prepared yet")
        .hasContent(kept);
  }

  @ParameterizedTest
  @CsvSource({"y, true", "n, false", "'', false"})
  void swarmDownAsks(String answer, boolean deletes) throws IOException {
    Path one = machine("swarm-1", "{}");
    Path two = machine("swarm-2", "{}");
    Path other = machine("mine", "{}");

    assertThat(run(Optional.of(answer), "swarm", "down")).isEqualTo(deletes ? 0 : 1);

    assertThat(errors()).contains("Delete swarm-1, swarm-2 and all that is on their data disks?");
    assertThat(List.of(Files.exists(one), Files.exists(two), Files.exists(other)))
        .containsExactly(!deletes, !deletes, true);
  }

  @Test
  void nodesAreDeletedWithForceOnlyWhereNobodyCanBeAsked() throws IOException {
    Path one = machine("swarm-1", "{}");
    Path two = machine("swarm-2", "{}");

    assertThat(run("swarm", "down")).isEqualTo(1);
    assertThat(run("swarm", "scale", "--nodes", "1")).isEqualTo(1);
    assertThat(run("swarm", "up", "--nodes", "1")).isEqualTo(1);
    assertThat(errors().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("delete swarm-1, swarm-2: ", "--force"),
            line -> assertThat(line).contains("delete swarm-2: ", "--force"),
            line -> assertThat(line).contains("delete swarm-2: ", "--force"));
    assertThat(one).exists();
    assertThat(two).exists();
    assertThat(run("swarm", "down", "--force")).isZero();
    assertThat(one).doesNotExist();
    assertThat(two).doesNotExist();
  }

  /** The start fails, for there is no such image. */
  @Test
  void aSwarmSaysWhichNodeItStartsUnlessItIsToBeQuiet() throws IOException {
    Path node = machine("swarm-1", "{}");
    Files.writeString(node.resolve("machine.yaml"), "image: /none/a.iso\nlan: 10.98.0.1/24\n");
    String[] up = {"swarm", "up", "--nodes", "1"};
    assertThat(run(up)).isEqualTo(1);
    assertThat(errors().lines())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("starting node swarm-1"),
            line -> assertThat(line).startsWith("swarm-1: kept settings: "),
            line -> assertThat(line).startsWith("swarm-1: boot2docker: image /none/a.iso "),
            line -> assertThat(line).contains("node swarm-1 did not start"));
    err.reset();
    assertThat(run(Stream.concat(Stream.of(up), Stream.of("-q")).toArray(String[]::new)))
        .isEqualTo(1);
    assertThat(errors()).doesNotContain("starting");
  }

  /** Neither is there an image, nor can one be built. */
  @Test
  void aSwarmSaysOfEachNodeThatItDidNotStart() throws IOException {
    assertThat(run("swarm", "up", "--nodes", "2")).isEqualTo(1);

    assertThat(errors())
        .contains("swarm-1: boot2docker: ", "swarm-2: boot2docker: ")
        .contains(
            "boot2docker: node swarm-1 did not start", "boot2docker: node swarm-2 did not start");
    // What was given for them counts, as long as they have never run.
    assertThat(run("swarm", "up", "--nodes", "2", "--memory", "1500")).isEqualTo(1);
    assertThat(directory.resolve(".boot2docker/machines/swarm-2/machine.yaml"))
        .content()
        .contains("memory: 1500", "lan: 10.98.0.2/24");
  }

  @Test
  void theSwarmIsUsedByTheContextOfItsManager() throws IOException {
    assertThat(SwarmNodes.use()).matches("docker --context boot2docker-swarm-1\\S* node ls");
  }

  @Test
  void killOfAMachineThatDoesNotRunSaysSo() throws IOException {
    machine("mine", "{}");
    assertThat(run("kill", "mine")).isZero();
    assertThat(output()).contains("was not running");
  }

  @Test
  void upgradeRefusesWhatItCannotDoBeforeItTouchesTheMachine() throws IOException {
    machine("mine", "{}");
    assertThat(run("upgrade", "nosuch")).isEqualTo(1);
    assertThat(run("upgrade", "mine", "--timeout", "0")).isEqualTo(2);
    assertThat(run("upgrade", "mine", "--build", "--back")).isEqualTo(2);
    assertThat(run("upgrade", "mine", "--iso", "/none/b.iso", "--profile", "small")).isEqualTo(2);
    assertThat(run("upgrade", "mine", "--iso", "/none/b.iso")).isEqualTo(1);
    Path image = Files.writeString(directory.resolve("a.iso"), "image");
    machine("mine", "{\"image\": \"" + image + "\"}");
    assertThat(run("upgrade", "mine", "--iso", "/none/b.iso")).isEqualTo(1);
    assertThat(run("upgrade", "mine", "--back")).isEqualTo(1);

    assertThat(errors().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("no machine nosuch"),
            line -> assertThat(line).contains("--timeout 0 is no time"),
            line -> assertThat(line).contains("--build and --back exclude each other"),
            line -> assertThat(line).contains("--profile is for building an image"),
            line -> assertThat(line).contains("machine mine was never started", "up mine"),
            line -> assertThat(line).contains("image /none/b.iso does not exist"),
            line -> assertThat(line).contains("machine mine was not upgraded"));
  }

  @Test
  void autostartSaysHowItIsAndDeleteEndsIt() throws Exception {
    machine("mine", "{}");
    assertThat(run("autostart")).isEqualTo(1);
    assertThat(run("autostart", "status", "mine")).isZero();
    assertThat(output()).contains("autostart of machine mine is disabled");
    // The unit is in a folder of ours, where no systemd finds it.
    assertThat(run("autostart", "enable", "mine")).isEqualTo(1);
    assertThat(errors()).contains("run 'systemctl --user daemon-reload");
    out.reset();
    assertThat(run("autostart", "--name", "mine", "--json")).isZero();
    JsonNode state = Json.parse(output());
    assertThat(state.get("state").asText()).isEqualTo("written");

    Path unit = Path.of(state.get("file").asText());
    assertThat(unit).content().contains("boot2docker\" \"up\" \"--name\" \"mine\"");
    assertThat(run("delete", "mine", "--force")).isZero();
    assertThat(unit).doesNotExist();
  }
}
