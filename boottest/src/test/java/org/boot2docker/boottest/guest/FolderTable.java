package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.Pause;
import org.boot2docker.machine.ssh.ExecResult;

/**
 * What works in a folder of the host, compared with the table of docs/machine.md. Processes of the
 * guest stand for containers, which have the same mount.
 */
final class FolderTable {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String TITLE = "| in a shared folder |";
  private static final long FIVE_GIB = 5L << 30;
  private static final long BEHIND_FOUR_GIB = 4_800_000_000L;

  private final Guest guest;

  /** The same path in the guest. */
  private final Path folder;

  /** The program {@code folder-probe.c} on this machine; the guest has it, too. */
  private final Path probe;

  private FolderTable(Guest guest, Path folder, Path probe) {
    this.guest = guest;
    this.folder = folder;
    this.probe = probe;
  }

  /**
   * Checks that the manual says what works, and what does not.
   *
   * @param folder that the host shares on its own path
   * @param directory for the program
   * @param server the title of a column
   */
  static void check(Guest guest, Path folder, Path directory, String server) throws IOException {
    Path probe = directory.resolve("folder-probe");
    Path source = BuiltImage.distribution().resolveSibling("boottest/src/test/c/folder-probe.c");
    HostTool.run(directory, "musl-gcc", "-static", "-o", probe.toString(), source.toString())
        .succeeded();
    guest.upload(probe, "/home/docker/folder-probe");
    guest.run("chmod +x folder-probe");
    Path apart = Files.createDirectory(folder.resolve("table"));
    SharedFolder.giveToUser(apart);

    assertThat(new FolderTable(guest, apart, probe).measured())
        .containsExactlyEntriesOf(documented(server));
  }

  /** The rows of the manual's table. */
  private static Map<String, String> documented(String server) throws IOException {
    String manual = Files.readString(BuiltImage.distribution().resolveSibling("docs/machine.md"));
    List<String> lines = manual.lines().dropWhile(line -> !line.startsWith(TITLE)).toList();
    assertThat(lines).as(TITLE + " in docs/machine.md").isNotEmpty();
    int column = List.of(cells(lines.get(0))).indexOf(server);
    Map<String, String> rows = new LinkedHashMap<>();
    lines.stream()
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .map(FolderTable::cells)
        .forEach(cells -> rows.put(cells[1], cells[column]));
    return rows;
  }

  private static String[] cells(String line) {
    return line.split(" *\\| *", -1);
  }

  private Map<String, String> measured() throws IOException {
    Map<String, Boolean> works = new LinkedHashMap<>();
    works.put("names with spaces and of Unicode", names());
    works.put("symbolic links made in containers", linkOfGuest());
    works.put("symbolic links made on the host", linkOfHost());
    works.put("hard links made in containers", hardLink());
    works.put("files that replace others by `rename`", rename());
    works.put("files over 4 GB, with holes", largeFile());
    works.put("writing by a mapping (`mmap`, shared)", written("map"));
    works.put("`ftruncate` of an open file that was deleted", says("truncate-deleted deleted"));
    works.put("`flock` between containers", inGuest("flock"));
    works.put("`fcntl` locks between containers", inGuest("fcntl"));
    works.put("Unix sockets between containers", inGuest("socket"));
    works.put("`flock` between containers and the host", acrossBoth("flock"));
    works.put("`fcntl` locks between containers and the host", acrossBoth("fcntl"));
    works.put("Unix sockets between containers and the host", acrossBoth("socket"));
    Map<String, String> rows = new LinkedHashMap<>();
    works.forEach((row, does) -> rows.put(row, does ? "yes" : "no"));
    return rows;
  }

  private ExecResult exec(String command) throws IOException {
    return guest.exec("cd '%s' && %s".formatted(folder, command));
  }

  private boolean succeeds(String command) throws IOException {
    return exec(command).exit() == 0;
  }

  private static String text(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private boolean names() throws IOException {
    Path sub = Files.createDirectory(folder.resolve("für alle 日本"));
    SharedFolder.giveToUser(sub);
    Files.writeString(sub.resolve("a b"), "host");
    return exec("cat 'für alle 日本/a b'").out().equals("host")
        && succeeds("printf guest > 'für alle 日本/ ö  ✓'")
        && text(sub.resolve(" ö  ✓")).equals("guest");
  }

  private boolean linkOfGuest() throws IOException {
    boolean made = succeeds("printf target > 'the target' && ln -s 'the target' 'their link'");
    Path link = folder.resolve("their link");
    return made
        && Files.isSymbolicLink(link)
        && Files.readSymbolicLink(link).toString().equals("the target")
        && text(link).equals("target");
  }

  private boolean linkOfHost() throws IOException {
    Files.createSymbolicLink(folder.resolve("our link"), Path.of("the target"));
    return exec("readlink 'our link' && cat 'our link'").out().equals("the target\ntarget");
  }

  private boolean hardLink() throws IOException {
    return succeeds("printf linked > first && ln first second")
        && Files.getAttribute(folder.resolve("first"), "unix:nlink").equals(2)
        && Files.isSameFile(folder.resolve("first"), folder.resolve("second"));
  }

  /** On either side; what is cached is right soon. */
  private boolean rename() throws IOException {
    Path old = folder.resolve("old");
    boolean replaced =
        succeeds("printf old > old && printf new > new && mv new old") && text(old).equals("new");
    Files.writeString(folder.resolve("newest"), "newest");
    Files.move(folder.resolve("newest"), old, StandardCopyOption.REPLACE_EXISTING);
    guest.await(SOON, "cat '%s'".formatted(old), "newest");
    return replaced;
  }

  private boolean largeFile() throws IOException {
    boolean written =
        succeeds(
            "truncate -s %d large && printf end | dd of=large bs=1 seek=%d conv=notrunc"
                .formatted(FIVE_GIB, BEHIND_FOUR_GIB));
    Path file = folder.resolve("large");
    long blocks =
        Long.parseLong(HostTool.run(folder, "stat", "-c", "%b", "large").succeeded().out().strip());
    String tail = exec("dd if=large bs=1 skip=%d count=3".formatted(BEHIND_FOUR_GIB)).out();
    boolean whole = written && Files.size(file) == FIVE_GIB && tail.equals("end");
    Files.delete(file);
    return whole && blocks < 1000;
  }

  private boolean written(String file) throws IOException {
    return says("map " + file + " mapped") && text(folder.resolve(file)).equals("mapped");
  }

  /** What the program in the guest says. */
  private boolean says(String arguments) throws IOException {
    return yes(exec("~/folder-probe " + arguments));
  }

  private static boolean yes(ExecResult result) {
    assertThat(result.exit()).as(result.err()).isBetween(0, 1);
    return result.exit() == 0;
  }

  /** Whether a process of the guest notices another's. */
  private boolean inGuest(String kind) throws IOException {
    String name = kind + "-inside";
    hold(kind, name);
    try {
      return says("notice %s %s".formatted(kind, name));
    } finally {
      release();
    }
  }

  /** Whether either side notices the other's; both do, or none. */
  private boolean acrossBoth(String kind) throws IOException {
    hold(kind, kind + "-of-guest");
    HostTool.Result host;
    try {
      host = onHost("notice", kind, kind + "-of-guest");
    } finally {
      release();
    }
    // The guest may not write what root makes here.
    assertThat(succeeds(": > %1$s-of-host; rm -f socket-of-host".formatted(kind))).isTrue();
    Process holder =
        HostTool.builder(
                folder, Map.of(), List.of(probe.toString(), "hold", kind, kind + "-of-host"))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    boolean inGuest;
    try {
      assertThat(holder.inputReader(StandardCharsets.UTF_8).readLine()).matches("\\d+");
      SharedFolder.giveToUser(folder);
      inGuest = says("notice %1$s %1$s-of-host".formatted(kind));
    } finally {
      holder.destroy();
    }
    assertThat(host.exit()).as(host.err()).isEqualTo(inGuest ? 0 : 1);
    return inGuest;
  }

  private HostTool.Result onHost(String what, String kind, String name) throws IOException {
    return HostTool.run(folder, probe.toString(), what, kind, name);
  }

  private void hold(String kind, String name) throws IOException {
    ExecResult begun =
        exec(
            "{ ~/folder-probe hold %s %s > ~/holder 2> ~/holder.log < /dev/null & }"
                .formatted(kind, name));
    assertThat(begun.exit()).isZero();
    for (int i = 0; guest.run("cat holder").isBlank(); i++) {
      assertThat(i).as("%s is held; %s", kind, guest.exec("cat holder.log").out()).isLessThan(60);
      Pause.millis(500);
    }
  }

  private void release() throws IOException {
    guest.run("kill $(cat holder); rm holder");
  }
}
