package org.boot2docker.boottest.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.boot2docker.boottest.lab.HostTool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** boot2docker-update on a disk that is a file. The system in slot a runs; b is spare. */
class UpdateScriptTest {
  private static final String NEW = "boot2docker-29-default-amd64.iso";
  private static final String RUNNING = "slot=a\ntry=-\n";
  private static final String ARMED = "slot=a\ntry=b\n";

  /** More than the number of any process. */
  private static final long NOBODY = 4_194_305;

  /** busybox's own runs its own programs, whatever the PATH has. */
  private static final List<String> PATHS_SHELL = List.of("env", "/bin/sh");

  private static final byte[] FORMER = Volume.of("b2d-v28.5.2", 1, "20261124174352");
  private static final byte[] IMAGE = Volume.of("b2d-v29", 1, "20270101000000");

  @TempDir private Path root;
  @TempDir private Path release;
  private GuestScripts scripts = new GuestScripts(Path.of("."));
  private SlotDisk disk = new SlotDisk(Path.of("."));

  @BeforeEach
  void anInstalledDiskAndARelease() throws IOException {
    scripts = GuestScripts.in(root);
    scripts.write("sys/block/vda/ro", "0\n");
    scripts.write("proc/sys/vm/drop_caches", "");
    scripts.write("usr/lib/ISOLINUX/isohdppx.bin", "boot code".repeat(48));
    byte[] code = SlotDisk.code(root.resolve("usr/lib/boot2docker/slots.hex"));
    disk = SlotDisk.in(root.resolve("dev/vda"), code, RUNNING);
    disk.putSlot('a', FORMER);
    release(NEW, IMAGE);
  }

  private void release(String name, byte[] image) throws IOException {
    Files.write(release.resolve(name), image);
    Files.writeString(release.resolve("SHA256SUMS"), sum(image) + "  " + name + "\n");
  }

  private HostTool.Result update(String... arguments) throws IOException {
    return updateBy(List.of("sh"), arguments);
  }

  private HostTool.Result updateBy(List<String> shell, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(shell);
    command.add(root.resolve("usr/sbin/boot2docker-update").toString());
    command.addAll(List.of(arguments));
    return scripts.run(command.toArray(String[]::new));
  }

  /** Of the disk not one byte is different: the system before the one that runs is kept, too. */
  private void refuses(String message, String... arguments) throws IOException {
    byte[] before = Files.readAllBytes(disk.file());

    HostTool.Result result = update(arguments);

    assertThat(result.err().replace(root.toString(), "").replace(release.toString(), "DIR"))
        .isEqualTo("boot2docker-update: " + message + "\n");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(Arrays.equals(Files.readAllBytes(disk.file()), before)).as("unchanged").isTrue();
  }

  @Test
  void aNewSystemLiesBesideAndIsTriedOnce() throws IOException {
    byte[] data = disk.data();

    HostTool.Result result = update("--unsigned", release.toString());

    assertThat(result.err()).isEmpty();
    assertThat(result.out()).contains("b2d-v29 is tried at the next start");
    assertThat(disk.state()).isEqualTo(ARMED);
    byte[] slot = disk.slot('b');
    assertThat(new String(slot, 0, 9, StandardCharsets.US_ASCII)).isEqualTo("boot code");
    assertThat(Arrays.equals(slot, 432, IMAGE.length, IMAGE, 432, IMAGE.length)).isTrue();
    assertThat(Arrays.equals(disk.data(), data)).as("Docker's data is untouched").isTrue();
    assertThat(update("--status").out())
        .contains("a: b2d-v28.5.2 of 20261124174352, starts")
        .contains("b: b2d-v29 of 20270101000000, is tried at the next start");
    assertThat(update("--cancel").exit()).isZero();
    assertThat(disk.state()).isEqualTo(RUNNING);
  }

  @Test
  void minisignAndSignifyKeysAreAccepted() throws IOException {
    Path keys = Files.createDirectories(root.resolve("var/lib/boot2docker/keys"));
    Files.createDirectories(root.resolve("usr/bin"));
    for (Path place : List.of(root.resolve("usr/bin/openssl"), root.resolve("programs/openssl"))) {
      Files.createSymbolicLink(place, Path.of("/usr/bin/openssl"));
    }
    refuses(
        "there is no key to check signatures with: put the maker's .pub (minisign or signify) into"
            + " /var/lib/boot2docker/keys, or use --unsigned",
        release.toString());
    String foreign =
        "no key in /var/lib/boot2docker/keys has signed DIR/SHA256SUMS: get the release or the key"
            + " again";
    minisign("-G", "-W", "-p", keys.resolve("maker.pub").toString(), "-s", "maker.key");
    minisign("-G", "-W", "-p", "other.pub", "-s", "other.key");
    refuses(foreign, release.toString());
    minisign("-S", "-s", "other.key", "-m", "SHA256SUMS", "-x", "SHA256SUMS.minisig");
    refuses(foreign, release.toString());

    // With a hash of the file, and of the file itself as signify signs.
    for (String way : List.of("-H", "-l")) {
      minisign("-S", way, "-s", "maker.key", "-m", "SHA256SUMS", "-x", "SHA256SUMS.minisig");
      assertThat(update(release.toString()).out()).contains("Signed by maker.pub.");
      assertThat(disk.state()).isEqualTo(ARMED);
      assertThat(update("--cancel").exit()).isZero();
    }
    Files.move(release.resolve("SHA256SUMS.minisig"), release.resolve("SHA256SUMS.sig"));
    assertThat(update(release.toString()).out()).contains("Signed by maker.pub.");
    assertThat(update("--cancel").exit()).isZero();

    Files.writeString(release.resolve("SHA256SUMS"), sum(IMAGE) + " *" + NEW + "\n");
    refuses(foreign, release.toString());
  }

  private void minisign(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("minisign"));
    command.addAll(List.of(arguments));
    HostTool.run(release, command.toArray(String[]::new)).succeeded();
  }

  @Test
  void aDamagedOrOlderImageIsNeverStarted() throws IOException {
    byte[] damaged = IMAGE.clone();
    damaged[damaged.length - 1] ^= 1;
    Files.write(release.resolve(NEW), damaged);
    refuses(
        NEW + " has not the sum that SHA256SUMS says: get it again",
        "--unsigned",
        release.toString());

    release(NEW, Volume.of("b2d-v26", 1, "20250101000000"));
    refuses(
        NEW + " is older than the system that runs: use --older if you want it",
        "--unsigned",
        release.toString());
    assertThat(update("--older", "--unsigned", release + "/" + NEW).exit()).isZero();
    assertThat(disk.state()).isEqualTo(ARMED);
  }

  @Test
  void anImageForAnotherProcessorIsRefused() throws IOException {
    release("b.iso", new Volume("b2d-v29", 1, "20270101000000", "arm64", "default").bytes());
    String message = "b.iso is for arm64, and this machine is amd64: name an image for that";

    refuses(message, "--unsigned", release.toString());
    refuses(message, "--unsigned", release + "/b.iso");
  }

  @Test
  void anotherProfileIsTakenOnlyIfItIsNamed() throws IOException {
    release("b.iso", new Volume("b2d-v29", 1, "20270101000000", "amd64", "small").bytes());
    refuses(
        "b.iso has the profile small, and this system default: if you want it, name the image:"
            + " DIR/b.iso",
        "--unsigned",
        release.toString());

    HostTool.Result result = update("--unsigned", release + "/b.iso");

    assertThat(result.out())
        .contains("Its profile is small; that of the system that runs is default.");
    assertThat(disk.state()).isEqualTo(ARMED);
  }

  @Test
  void ofSeveralImagesTheOneForThisMachineIsTaken() throws IOException {
    String sums = sum(IMAGE) + "  " + NEW + "\n";
    for (String other : List.of("small-amd64", "default-arm64", "my-default-amd64")) {
      sums += sum(new byte[1]) + "  boot2docker-29-" + other + ".iso\n";
    }
    Files.writeString(release.resolve("SHA256SUMS"), sums);

    assertThat(update("--unsigned", release.toString()).err()).isEmpty();
    assertThat(disk.state()).isEqualTo(ARMED);
  }

  @Test
  void anImageOfTheNetworkIsCheckedBeforeItIsWritten() throws IOException {
    served();
    byte[] damaged = IMAGE.clone();
    damaged[damaged.length - 1] ^= 1;
    Files.write(release.resolve(NEW), damaged);
    refusesServed(NEW + " has not the sum that SHA256SUMS says: get it again");

    release(NEW, new Volume("b2d-v29", 1, "20270101000000", "arm64", "default").bytes());
    refusesServed(NEW + " is for arm64, and this machine is amd64: name an image for that");

    release(NEW, IMAGE);
    Files.delete(release.resolve(NEW));
    refusesServed("there is no http://host/" + NEW + ": name another image of the release");

    release(NEW, IMAGE);
    HostTool.Result result = updateBy(PATHS_SHELL, "--unsigned", "http://host/");
    assertThat(result.err()).isEmpty();
    assertThat(disk.state()).isEqualTo(ARMED);
    assertThat(root.resolve("var/lib/boot2docker")).isDirectoryNotContaining("glob:**/update.*");
  }

  /** Then only what stands at its beginning can be checked before, and that is said. */
  @Test
  void withoutRoomToKeepItAnImageOfTheNetworkIsWrittenAtOnce() throws IOException {
    served();
    scripts.program("df", "echo; echo a 1 1 1000 1 b");
    release(NEW, Volume.of("b2d-v26", 1, "20250101000000"));
    refusesServed(NEW + " is older than the system that runs: use --older if you want it");

    release(NEW, new Volume("b2d-v29", 1, "20270101000000", "arm64", "default").bytes());
    HostTool.Result result = updateBy(PATHS_SHELL, "--unsigned", "http://host/");
    assertThat(result.err()).contains("is for arm64");
    assertThat(result.out()).contains("the system before this one is lost");
    assertThat(disk.state()).isEqualTo(RUNNING);

    release(NEW, IMAGE);
    assertThat(updateBy(PATHS_SHELL, "--unsigned", "http://host/").exit()).isZero();
    assertThat(disk.state()).isEqualTo(ARMED);
  }

  private void refusesServed(String message) throws IOException {
    byte[] before = Files.readAllBytes(disk.file());
    HostTool.Result result = updateBy(PATHS_SHELL, "--unsigned", "http://host/");
    assertThat(result.err()).isEqualTo("boot2docker-update: " + message + "\n");
    assertThat(Arrays.equals(Files.readAllBytes(disk.file()), before)).as("unchanged").isTrue();
  }

  /** The release at http://host. */
  private void served() throws IOException {
    scripts.program("wget", "for url; do :; done; exec cat %s/${url##*/}".formatted(release));
  }

  @Test
  void anImageWithoutRoomStaysInItsSlot() throws IOException {
    byte[] data = disk.data();
    release(NEW, Volume.of("b2d-v29", 5, "20270101000000"));

    refuses(
        NEW + " is no whole image, or larger than the disk has room for",
        "--unsigned",
        release.toString());
    assertThat(Arrays.equals(disk.data(), data)).as("Docker's data is untouched").isTrue();
  }

  @Test
  void twoAtATimeWriteNothing() throws IOException {
    Path lock = lockOf(ProcessHandle.current().pid());
    refuses(
        "another boot2docker-update is at work: wait until it has ended;"
            + " if none runs: sudo rm -r /run/boot2docker/update.lock",
        "--unsigned",
        release.toString());
    assertThat(update("--status").exit()).as("only looks").isZero();
    assertThat(update("--cancel").exit()).isEqualTo(1);
    assertThat(lock).as("it is the other's").exists();

    lockOf(NOBODY);
    assertThat(update("--unsigned", release + "/none").exit()).isEqualTo(1);
    assertThat(lock).as("it goes, however a run ends").doesNotExist();
    assertThat(update("--unsigned", release.toString()).exit()).isZero();
    assertThat(lock).doesNotExist();
  }

  private Path lockOf(long process) throws IOException {
    Path lock = Files.createDirectories(root.resolve("run/boot2docker/update.lock"));
    Files.writeString(lock.resolve("pid"), process + "\n");
    return lock;
  }

  @Test
  void whatSettlesAtBootWaitsForAnUpdate() throws IOException {
    dockerAnswers();
    Path lock = lockOf(ProcessHandle.current().pid());
    // The other run ends while this one waits.
    Files.delete(root.resolve("programs/sleep"));
    scripts.write("programs/sleep", "#!/bin/sh\ntouch %1$s.slept\nrm -r %1$s\n".formatted(lock));
    HostTool.run(root, "chmod", "755", "programs/sleep").succeeded();
    scripts.write("usr/lib/os-release", Volume.osRelease(FORMER));
    disk = installed("vda", "slot=a\ntry=-\n");
    assertThat(updateBy(PATHS_SHELL, "--settle").exit()).isZero();
    assertThat(lock).as("nothing was to be settled").exists();

    scripts.write("usr/lib/os-release", Volume.osRelease(IMAGE));
    disk = installed("vda", "slot=a\ntry=B\n");
    assertThat(updateBy(PATHS_SHELL, "--settle").exit()).isZero();
    assertThat(lock.resolveSibling("update.lock.slept")).exists();
    assertThat(disk.state()).isEqualTo("slot=b\ntry=-\n");
  }

  @Test
  void theSystemThatIsTriedIsKeptWhenDockerAnswers() throws IOException {
    dockerAnswers();
    assertThat(settled("slot=a\ntry=B\n", IMAGE)).isEqualTo("slot=b\ntry=-\n");
    assertThat(scripts.console()).contains("the new system is kept: Docker answers");
    assertThat(settled("slot=b\ntry=A\n", FORMER)).isEqualTo("slot=a\ntry=-\n");
    scripts.console();

    assertThat(settled("slot=a\ntry=x\n", FORMER)).isEqualTo("slot=a\ntry=-\n");
    assertThat(scripts.console()).contains("the new system did not come up");

    for (String unchanged : List.of("slot=a\ntry=-\n", "slot=a\ntry=b\n")) {
      assertThat(settled(unchanged, FORMER)).isEqualTo(unchanged);
      assertThat(scripts.console()).isEmpty();
    }
    assertThat(root.resolve("restarted")).doesNotExist();

    scripts.write("programs/docker", "#!/bin/sh\nexit 1\n");
    assertThat(settled("slot=a\ntry=B\n", IMAGE)).isEqualTo("slot=a\ntry=B\n");
    assertThat(scripts.console()).contains("the machine restarts with the former one");
    assertThat(root.resolve("restarted")).exists();
  }

  private void dockerAnswers() throws IOException {
    scripts.write("programs/docker", "#!/bin/sh\nexit 0\n");
    scripts.write("usr/sbin/reboot", "#!/bin/sh\necho restarted > " + root + "/restarted\n");
    HostTool.run(root, "chmod", "755", "programs/docker", "usr/sbin/reboot").succeeded();
  }

  private String settled(String state, byte[] running) throws IOException {
    scripts.write("usr/lib/os-release", Volume.osRelease(running));
    disk = installed("vda", state);
    assertThat(update("--settle").exit()).isZero();
    return disk.state();
  }

  /** Version 28.5.2 in slot a, 29 in b. */
  private SlotDisk installed(String name, String state) throws IOException {
    scripts.write("sys/block/" + name + "/ro", "0\n");
    byte[] code = SlotDisk.code(root.resolve("usr/lib/boot2docker/slots.hex"));
    SlotDisk made = SlotDisk.in(root.resolve("dev/" + name), code, state);
    made.putSlot('a', FORMER);
    made.putSlot('b', IMAGE);
    return made;
  }

  @Test
  void aSystemThatWasStartedFromElsewhereSettlesNothing() throws IOException {
    dockerAnswers();
    byte[] other = Volume.of("b2d-v29", 1, "20270102000000");
    for (String state : List.of("slot=a\ntry=B\n", "slot=b\ntry=x\n")) {
      assertThat(settled(state, FORMER)).isEqualTo(state);
      assertThat(settled(state, other)).as("it has the same Docker").isEqualTo(state);
    }
    assertThat(scripts.console()).isEmpty();
    assertThat(root.resolve("restarted")).doesNotExist();
  }

  @Test
  void theDiskWhoseSystemRunsIsSettledAmongSeveral() throws IOException {
    dockerAnswers();
    SlotDisk second = installed("vdb", "slot=a\ntry=B\n");

    assertThat(settled("slot=a\ntry=-\n", IMAGE)).isEqualTo("slot=a\ntry=-\n");
    assertThat(second.state()).isEqualTo("slot=b\ntry=-\n");
  }

  @Test
  void whatCannotBeUpdatedIsRefused() throws IOException {
    refuses(
        "there is no DIR/none/SHA256SUMS: name the folder of a release, or its address",
        "--unsigned",
        release + "/none");
    Files.writeString(
        release.resolve("SHA256SUMS"), sum(IMAGE) + "  a.iso\n" + sum(IMAGE) + "  b.iso\n");
    refuses(
        "the release has 2 images: name one of them: DIR/a.iso", "--unsigned", release.toString());
    refuses(
        "SHA256SUMS has no line for c.iso: name an image of the release",
        "--unsigned",
        release + "/c.iso");

    byte[] code = SlotDisk.code(root.resolve("usr/lib/boot2docker/slots.hex"));
    disk = SlotDisk.in(root.resolve("dev/vda"), code, "slot=a\ntry=B\n");
    HostTool.Result result = update("--unsigned", release.toString());
    assertThat(result.err()).contains("a new system is being tried: wait until Docker answers");

    Files.write(root.resolve("dev/vda"), new byte[1 << 20]);
    assertThat(update("--unsigned", release.toString()).err())
        .contains("this machine has no disk that boot2docker-install made")
        .contains("sudo boot2docker-install /dev/NAME")
        .hasLineCount(1);
    assertThat(update("--settle").out()).as("at boot of a usual machine").isEmpty();
  }

  private static String sum(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
