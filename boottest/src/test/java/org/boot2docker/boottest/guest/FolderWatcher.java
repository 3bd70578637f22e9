package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.Pause;
import org.boot2docker.formats.elf.ElfReader;
import org.boot2docker.formats.tree.Content;

/** This machine's package inotify-tools as a container that watches a folder of the host. */
final class FolderWatcher {
  private static final String IMAGE = "boottest/watcher";
  private static final Path PROGRAM = Path.of("/usr/bin/inotifywait");
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final Guest guest;
  private final Path folder;

  /** Which event a change is. */
  private final String event;

  private FolderWatcher(Guest guest, Path folder, String event) {
    this.guest = guest;
    this.folder = folder;
    this.event = event;
  }

  /**
   * Checks that a container learns of all that happens in a folder on the host.
   *
   * @param event of inotify by which it does
   */
  static void check(Guest guest, Path folder, Path directory, String event) throws IOException {
    load(guest, Files.createDirectories(directory.resolve("watcher")));
    FolderWatcher watcher = new FolderWatcher(guest, folder, event);
    guest.run(
        "docker run -d --name watcher -v %s:/x %s /inotifywait -m -r --format '%%e %%w%%f.' /x"
            .formatted(folder, IMAGE));
    try {
      guest.await(LIMIT, "docker logs watcher", "Watches established.");
      watcher.checkAll();
    } finally {
      guest.run("docker rm -f watcher");
    }
  }

  /** The program and its libraries, from this machine. */
  private static void load(Guest guest, Path root) throws IOException {
    Files.copy(PROGRAM, root.resolve("inotifywait"));
    String loader = ElfReader.read(Content.of(PROGRAM)).orElseThrow().interpreter().orElseThrow();
    copy(root, Path.of(loader));
    for (String line :
        HostTool.run(root, "ldd", PROGRAM.toString()).succeeded().out().split("\n")) {
      if (line.contains("=> /")) {
        copy(root, Path.of(line.replaceFirst(".*=> (\\S+).*", "$1")));
      }
    }
    Path tar = root.resolveSibling("watcher.tar");
    HostTool.run(root, "tar", "-cf", tar.toString(), ".").succeeded();
    guest.upload(tar, "/home/docker/watcher.tar");
    guest.run("docker import watcher.tar " + IMAGE + " && rm watcher.tar");
  }

  private static void copy(Path root, Path file) throws IOException {
    Path to = root.resolve(file.toString().substring(1));
    Files.createDirectories(to.getParent());
    Files.copy(file, to);
  }

  private void checkAll() throws IOException {
    Path file = folder.resolve("watched");
    // Until the host has heard of the container.
    for (int i = 0; !logs().contains(event + " /x/watched."); i++) {
      assertThat(i).as("seconds until a change is told").isLessThan(60);
      Files.writeString(file, "change " + i + "\n");
      Pause.seconds(1);
    }
    FileTime time = FileTime.fromMillis(System.currentTimeMillis());
    Files.setLastModifiedTime(file, time);
    Files.createDirectories(folder.resolve("made"));
    await(event + ",ISDIR /x/made.");

    Files.writeString(folder.resolve("new name"), "");
    await(event + " /x/new name.");
    await(event + ",ISDIR /x/.");

    Files.move(folder.resolve("new name"), folder.resolve("other name"));
    await(event + " /x/other name.");

    long before = foldersChanged();
    Files.delete(folder.resolve("other name"));
    for (int i = 0; foldersChanged() == before; i++) {
      assertThat(i).as("seconds until a deletion is told").isLessThan(60);
      Pause.seconds(1);
    }
    becomesQuiet();
    assertThat(Files.getLastModifiedTime(file)).as("the time of a file").isEqualTo(time);
  }

  private void await(String event) throws IOException {
    guest.await(LIMIT, "docker logs watcher", event);
  }

  private String logs() throws IOException {
    return guest.run("docker logs watcher 2>&1");
  }

  private long foldersChanged() throws IOException {
    return logs().lines().filter((event + ",ISDIR /x/.")::equals).count();
  }

  /** What the guest does to raise events is none on the host, or it would never end. */
  private void becomesQuiet() throws IOException {
    Pause.seconds(5);
    String before = logs();
    Pause.seconds(5);
    assertThat(logs()).isEqualTo(before);
  }
}
