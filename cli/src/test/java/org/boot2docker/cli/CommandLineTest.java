package org.boot2docker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.boot2docker.image.json.Json;
import org.boot2docker.machine.model.MachineException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
  @TempDir Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private final String userHome = System.getProperty("user.home");

  @BeforeEach
  void useAFolderOfOurOwn() {
    System.setProperty("user.home", directory.toString());
  }

  @AfterEach
  void useTheUsersFolderAgain() {
    System.setProperty("user.home", userHome);
  }

  private void makeMachine(String name) throws IOException {
    Path folder = directory.resolve(".boot2docker/machines").resolve(name);
    Files.writeString(Files.createDirectories(folder).resolve("config.json"), "{}");
  }

  private int run(String... arguments) {
    return Main.run(terminal(), arguments);
  }

  private Terminal terminal() {
    return new Terminal(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  /** An OVA describes a PC. */
  @Test
  void anApplianceForAnotherProcessorIsRefusedBeforeTheBuild() {
    Path folder = directory.resolve("out");

    assertThat(run("release", folder.toString(), "--arch", "arm64", "--disks", "qcow2,ova"))
        .isEqualTo(2);

    assertThat(errors()).contains("--disks ova", "arm64");
    assertThat(folder).doesNotExist();
  }

  @Test
  void aWordThatBeginsWithAtNamesNoFile() throws IOException {
    Path words = Files.writeString(directory.resolve("words"), "version");

    assertThat(run("@" + words)).isEqualTo(2);
  }

  private String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static Stream<String> verbs() {
    Terminal terminal = new Terminal(System.out, System.err);
    return Commands.all(terminal).getSubcommands().values().stream()
        .map(CommandLine::getCommandName)
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void everyVerbHasHelp(String verb) {
    assertThat(run(verb, "--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("Usage: boot2docker " + verb);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--share", "--disk", "--guest-profile"})
  void anEmptyPathIsNotTheCurrentFolder(String option) {
    assertThat(run("up", option, "")).isEqualTo(2);
    assertThat(errors()).contains("a path is empty").hasLineCount(1);
  }

  @Test
  void anUnknownOptionIsAUsageErrorOfOneLine() {
    assertThat(run("build", "--no-such-option")).isEqualTo(2);
    assertThat(errors().lines()).hasSize(1);
    assertThat(errors()).contains("--no-such-option").contains("boot2docker build --help");
  }

  @ParameterizedTest
  @CsvSource({
    "up --memry 4G, --memory",
    "build --lokced, --locked",
    "swarm up --form-template, --from-template",
    "--versoin, --version"
  })
  void anUnknownOptionComesWithTheNearest(String line, String near) {
    assertThat(run(line.split(" "))).isEqualTo(2);
    assertThat(errors()).hasLineCount(1).contains("did you mean " + near);
  }

  /** Those of boot2docker-cli, which people have in their fingers and scripts. */
  @ParameterizedTest
  @CsvSource({
    "init, init",
    "up, up",
    "start, up",
    "boot, up",
    "ssh, ssh",
    "save, save",
    "suspend, save",
    "down, stop",
    "stop, stop",
    "halt, stop",
    "poweroff, stop",
    "restart, restart",
    "reset, restart",
    "delete, delete",
    "destroy, delete",
    "config, config",
    "cfg, config",
    "info, info",
    "ip, ip",
    "shellinit, env",
    "socket, socket",
    "status, status",
    "download, download",
    "upgrade, upgrade",
    "version, version"
  })
  void everyNameOfTheOldToolWorks(String old, String verb) {
    CommandLine command = Commands.all(terminal()).getSubcommands().get(old);

    assertThat(command).isNotNull();
    assertThat(command.getCommandName()).isEqualTo(verb);
    assertThat(run(old, "--help")).isZero();
  }

  private static Stream<String> examples(CommandLine command) {
    return Stream.of(command.getCommandSpec().usageMessage().footer())
        .filter(line -> line.startsWith("  boot2docker "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"up", "build", "ssh", "cp", "run", "config", "release", "verify", "swarm"})
  void whatIsUsedMostHasExamples(String verb) {
    CommandLine command = Commands.all(terminal()).getSubcommands().get(verb);

    assertThat(examples(command))
        .hasSizeBetween(2, 3)
        .allMatch(line -> line.startsWith("  boot2docker " + verb + " "));
    run(verb, "--help");
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsAll(examples(command).toList());
  }

  private static Stream<String> examples() {
    Terminal terminal = new Terminal(System.out, System.err);
    CommandLine program = Commands.all(terminal);
    return Stream.concat(Stream.of(program), program.getSubcommands().values().stream())
        .flatMap(CommandLineTest::examples)
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleOfTheHelpCanBeTyped(String line) {
    String[] words = line.strip().split(" ");
    CommandLine program = Commands.all(terminal());
    assertThat(program.parseArgs(Arrays.copyOfRange(words, 1, words.length)).hasSubcommand())
        .isTrue();
  }

  @Test
  void aMissingVerbIsAUsageError() {
    assertThat(run()).isEqualTo(2);
    assertThat(errors()).contains("boot2docker --help");
  }

  @Test
  void anErrorIsOneLineWithoutATrace() {
    String output = directory.resolve("no/boot2docker.iso").toString();
    assertThat(run("build", "--distro", "../distro", "-o", output)).isEqualTo(1);
    assertThat(errors().lines()).hasSize(1);
    assertThat(errors()).startsWith("boot2docker: can't write").contains("does not exist");
  }

  @Test
  void aPictureThatCannotBeWrittenIsSaidBeforeMinutesOfMeasuring() throws IOException {
    String image = Files.writeString(directory.resolve("some.iso"), "").toString();
    String picture = directory.resolve("no/boot.svg").toString();

    assertThat(run("bench", "--iso", image, "--svg", picture)).isEqualTo(1);
    assertThat(errors()).startsWith("boot2docker: can't write " + picture);
  }

  @Test
  void theTraceIsShownWhenAskedFor() {
    String output = directory.resolve("no/boot2docker.iso").toString();
    assertThat(run("build", "--debug", "--distro", "../distro", "-o", output)).isEqualTo(1);
    assertThat(errors()).contains("\tat org.boot2docker.");
  }

  @ParameterizedTest
  @CsvSource({
    "--memory=-5, --memory: '-5' is no size",
    "--memory=many, --memory",
    "--cpus=0, 0 processors",
    "--publish=80-, -p 80-",
    "--publish=0:80, 0 is not a TCP port",
    "--publish=[::1]:80:80, IPv4",
    "--publish=80:80/sctp, SCTP",
    "--publish=18080:80 --publish=18080:81, 18080",
    "--usb --cd, --usb",
    "--timeout=0, --timeout",
    "--accelerator=none, --accelerator"
  })
  void whatCannotBeChosenIsAUsageErrorBeforeAnythingIsBuilt(String options, String named) {
    List<String> arguments = new ArrayList<>(List.of("up", "--name", "cli-test"));
    arguments.addAll(List.of(options.split(" ")));

    assertThat(run(arguments.toArray(String[]::new))).isEqualTo(2);

    assertThat(errors().lines()).hasSize(1);
    assertThat(errors()).contains(named);
    assertThat(directory).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--disk", "--share", "--iso"})
  void aFileThatIsNotThereIsNamedBeforeAnythingIsBuilt(String option) {
    String missing = directory.resolve("missing").toString();

    assertThat(run("up", "--name", "cli-test", option, missing)).isEqualTo(1);

    assertThat(errors().lines()).hasSize(1);
    assertThat(errors()).contains(missing);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aHomeTooDeepForSocketsIsSaidBeforeAnythingIsBuilt() {
    System.setProperty("user.home", directory.resolve("deep/".repeat(20)).toString());

    assertThat(run("up")).isEqualTo(1);

    assertThat(errors().lines()).hasSize(1);
    assertThat(errors()).contains("BOOT2DOCKER_HOME", "bytes");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void optionsOfTheGuestsCommandAreNotOurs() {
    assertThat(run("ssh", "--name", "cli-test", "docker", "ps", "--all")).isEqualTo(1);
    assertThat(errors()).contains("cli-test").doesNotContain("--all");
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "stop", "ssh"})
  void aMachineThatIsNotThereIsNamedAndNotMade(String verb) throws IOException {
    makeMachine("mine");

    assertThat(run(verb, "--name", "nosuch")).isEqualTo(1);

    assertThat(errors().lines()).hasSize(1);
    assertThat(errors()).contains("no machine nosuch", "mine", "up --name nosuch");
    assertThat(directory.resolve(".boot2docker/machines/nosuch")).doesNotExist();
  }

  @Test
  void aMachineNamedBeforeTheCommandHasToBeThere() throws IOException {
    makeMachine("mine");
    run("ssh", "--name", "nosuch", "ls");
    String error = errors();
    err.reset();

    assertThat(run("ssh", "nosuch", "--", "ls")).isEqualTo(1);

    assertThat(errors()).isEqualTo(error);
    err.reset();
    assertThat(run("ssh", "mine", "--", "ls")).isEqualTo(1);
    assertThat(errors()).contains("machine mine").doesNotContain("no machine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stop", "down", "halt"})
  void aMachineThatDoesNotRunIsStoppedAlready(String verb) throws IOException {
    makeMachine("mine");

    assertThat(run(verb, "--name", "mine")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("was not running");
  }

  @Test
  void aQuestionEndsTheSentence() {
    run("upp");
    assertThat(errors().strip())
        .isEqualTo("boot2docker: unknown command 'upp': did you mean up? See 'boot2docker --help'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "completion | give SHELL, one of bash, zsh, fish",
        "export | give FILE",
        "diff | give OLD and NEW",
        "diff old | give NEW",
        "up --memory | give --memory SIZE",
        "up --name --usb | give --name NAME",
        "run | give IMAGE"
      })
  void whatIsMissingIsNamedAsInTheHelp(String line, String wanted) {
    assertThat(run(line.split(" "))).isEqualTo(2);
    assertThat(errors().strip())
        .isEqualTo(
            "boot2docker: %s: see 'boot2docker %s --help'".formatted(wanted, line.split(" ")[0]));
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify FILE", "diff FILE .", "diff . FILE", "diff FILE FILE"})
  void whatMayBeAFileOrAFolderIsAskedForSo(String line) {
    String missing = directory.resolve("missing").toString();
    assertThat(run(line.replace("FILE", missing).split(" "))).isEqualTo(1);
    assertThat(errors().strip())
        .isEqualTo(
            "boot2docker: " + missing + " does not exist: name a file or folder that exists");
  }

  @ParameterizedTest
  @CsvSource({"strat, start", "stat, status", "biuld, build", "destroy-all, ''"})
  void anUnknownCommandComesWithTheNearest(String wrong, String near) {
    assertThat(run(wrong)).isEqualTo(2);
    assertThat(errors().lines()).hasSize(1);
    assertThat(errors()).contains("command '" + wrong + "'", near);
    String first = errors();
    err.reset();
    assertThat(run("help", wrong)).isEqualTo(2);
    assertThat(errors()).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nosuch --help", "nosuch -h", "nosuch --version", "nosuch up"})
  void whatFollowsAnUnknownCommandIsNotHeard(String line) {
    assertThat(run(line.split(" "))).isEqualTo(2);
    assertThat(errors()).hasLineCount(1).contains("unknown command 'nosuch'");
    assertThat(out.size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-V", "--bogus"})
  void aFarOptionIsNoneThatWasMeant(String option) {
    assertThat(run(option)).isEqualTo(2);
    assertThat(errors()).hasLineCount(1).contains("option '" + option + "'");
    assertThat(errors()).doesNotContain("did you mean");
  }

  @Test
  void theVersionIsJsonToo() throws IOException {
    assertThat(run("version", "--json")).isZero();
    JsonNode version = Json.parse(out.toString(StandardCharsets.UTF_8));
    assertThat(version.get("version").asText()).isEqualTo(ToolVersion.number());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--peer DIR", "--iso FILE", "--beside FILE", "--svg FILE --memory 1G --icount"})
  void whatMeasuringAMachineThatIsThereWouldIgnoreIsRefused(String others) {
    assertThat(run(("bench " + others + " --instant").split(" "))).isEqualTo(2);
    assertThat(errors())
        .hasLineCount(1)
        .contains(Stream.of(others.split(" ")).filter(word -> word.startsWith("--")).toList());
  }

  @Test
  void versionAndHelpWorkAsOptionsAndAsCommands() {
    assertThat(run("--version")).isZero();
    assertThat(run("version")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8).lines().distinct()).hasSize(1);
    out.reset();
    assertThat(run("help", "stop")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("Usage: boot2docker stop");
  }

  @Test
  void linesThatLedToAnErrorAreShownBeforeIt() {
    MachineException ended =
        new MachineException("the machine ended", List.of("first line", "last line"));
    Terminal terminal = terminal();
    CommandLine line = Commands.all(terminal);

    new ErrorPrinter(terminal).handleExecutionException(ended, line, line.parseArgs("version"));

    assertThat(errors().lines())
        .containsExactly("  | first line", "  | last line", "boot2docker: the machine ended");
  }

  @Test
  void descriptionPrintsTheMergedDescription() throws IOException {
    Path mine = Files.writeString(directory.resolve("mine.yaml"), "iso: {cmdline: mine=1}\n");
    String distribution = Path.of("..", "distro").toString();

    assertThat(run("description", "--distro", distribution, "--with", mine.toString())).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("cmdline: mine=1");

    Files.writeString(mine, "iso: {cmdlin: mine=1}\n");
    assertThat(run("description", "--distro", distribution, "--with", mine.toString())).isOne();
    assertThat(errors())
        .contains(mine + ":1: iso.cmdlin is not a known key: did you mean cmdline?");
  }

  @Test
  void theEmulatorIsThatOfTheOtherArchitecture() {
    String distribution = Path.of("..", "distro").toString();
    assertThat(run("description", "--distro", distribution, "--foreign-arch")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("qemu-user", "usr/bin/qemu-aarch64");
    out.reset();
    assertThat(run("description", "--distro", distribution)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("qemu-user");
  }

  @ParameterizedTest
  @CsvSource({
    "m68k, 'choose amd64 or arm64'",
    "amd46, 'did you mean amd64'",
    "aarch64, 'did you mean arm64'",
    "x86_64, 'did you mean amd64'"
  })
  void anUnknownArchitectureIsAUsageErrorThatNamesTheNearest(String name, String remedy) {
    assertThat(run("build", "--arch", name)).isEqualTo(2);
    assertThat(errors().lines()).singleElement().asString().contains("--arch", name, remedy);
  }

  @ParameterizedTest
  @CsvSource({"size, --iso", "bench, --iso", "up, --iso", "up, --disk"})
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aPipeADeviceOrAFolderAsInputIsNamed(String verb, String option) throws Exception {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    for (Path input : List.of(pipe, Path.of("/dev/zero"), directory)) {
      err.reset();
      assertThat(run(verb, option, input.toString())).isEqualTo(1);
      assertThat(errors().lines()).singleElement().asString().contains(input + " is a ");
    }
  }

  @ParameterizedTest
  @CsvSource({"/dev/zero, is a character device", "/proc/self/mem, can't be read"})
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aDescriptionThatNeverEndsOrFailsIsNamed(String file, String what) {
    assertThat(run("description", "--distro", "../distro", "--with", file)).isEqualTo(1);
    assertThat(errors().lines()).singleElement().asString().contains(file, what);
  }
}
