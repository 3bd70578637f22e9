package org.boot2docker.machine.folders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The JDK looks at files by itself on other systems, every few seconds. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class FolderWatchTest {
  @TempDir private Path directory;

  private final List<String> log = new ArrayList<>();
  private Path root;
  private FolderWatch watch;

  @BeforeEach
  void begin() throws IOException {
    directory = directory.toRealPath();
    root = Files.createDirectories(directory.resolve("root"));
    Files.createDirectories(root.resolve("a/b"));
    Files.writeString(root.resolve("a/b/file"), "1");
    Files.createFile(root.resolve("other"));
    watch = FolderWatch.open(100, log::add);
    watch.watch(Set.of(root));
  }

  @AfterEach
  void end() throws IOException {
    watch.close();
  }

  @Test
  void aWriteIsSeenHoweverDeep() throws Exception {
    Files.writeString(root.resolve("a/b/file"), "2");

    assertThat(watch.next()).containsExactly(root.resolve("a/b/file"));
  }

  @Test
  void whatComesAndGoesIsAChangeOfItsFolder() throws Exception {
    Files.createFile(root.resolve("a/new"));
    assertThat(watch.next()).containsExactlyInAnyOrder(root.resolve("a"), root.resolve("a/new"));

    Files.move(root.resolve("a/new"), root.resolve("a/b/moved"));
    assertThat(gathered(3))
        .contains(root.resolve("a"), root.resolve("a/b"), root.resolve("a/b/moved"));

    Files.delete(root.resolve("a/b/moved"));
    assertThat(watch.next()).containsExactly(root.resolve("a/b"));
  }

  @Test
  void aNewFolderIsWatchedWithAllThatIsInItAlready() throws Exception {
    Path made = Files.createDirectories(directory.resolve("elsewhere/inner"));
    Files.createFile(made.resolve("f"));
    Files.move(made.getParent(), root.resolve("tree"));
    assertThat(watch.next())
        .contains(root.resolve("tree"), root.resolve("tree/inner"), root.resolve("tree/inner/f"));

    Files.writeString(root.resolve("tree/inner/f"), "x");
    assertThat(watch.next()).containsExactly(root.resolve("tree/inner/f"));
  }

  /** What the guest does to raise an event must not come back for ever. */
  @Test
  void aTimeThatIsSetToItselfIsNoChange() throws Exception {
    Path file = root.resolve("a/b/file");
    Files.writeString(file, "22");
    assertThat(watch.next()).containsExactly(file);

    FileTime time = Files.getLastModifiedTime(file);
    Files.setLastModifiedTime(file, time);
    watch.told();
    TimeUnit.MILLISECONDS.sleep(200);
    Files.writeString(root.resolve("other"), "3");
    assertThat(watch.next()).containsExactly(root.resolve("other"));
  }

  @Test
  void aFileThatKeepsAnOldTimeIsAChange() throws Exception {
    Path file = root.resolve("a/b/file");
    Files.writeString(file, "2");
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));

    assertThat(watch.next()).containsExactly(file);
  }

  @Test
  void whatIsBeingWrittenIsHeldBack() throws Exception {
    Path file = root.resolve("a/b/file");
    Files.writeString(file, "2");

    assertThat(watch.next()).containsExactly(file);
    assertThat(Files.getLastModifiedTime(file).toMillis())
        .isLessThanOrEqualTo(System.currentTimeMillis() - 100);
  }

  /** The tunnel has little memory. */
  @Test
  void ofVeryManyFilesOnlyTheFoldersAreTold() throws Exception {
    Path made = Files.createDirectories(directory.resolve("elsewhere"));
    for (int i = 0; i < 2; i++) {
      Path inner = Files.createDirectories(made.resolve("inner" + i));
      for (int j = 0; j < 3_000; j++) {
        Files.createFile(inner.resolve("f" + j));
      }
    }
    Files.move(made, root.resolve("tree"));

    Set<Path> all = gathered(FolderWatch.MOST_CHANGED);
    assertThat(all)
        .hasSizeLessThan(FolderWatch.MOST_CHANGED + 10)
        .contains(root.resolve("tree/inner0"), root.resolve("tree/inner1"));
  }

  /** The JDK keeps 512 events of a folder. */
  @Test
  void afterTooManyEventsNothingIsMissing() throws Exception {
    for (int i = 0; i < 800; i++) {
      Files.writeString(root.resolve("a/f" + i), "x");
    }
    Files.writeString(root.resolve("a/b/file"), "2");

    assertThat(gathered(802)).contains(root.resolve("a/f799"), root.resolve("a/b/file"));
  }

  @Test
  void whatWasLeftOutIsWatchedWhenThereIsRoom() throws Exception {
    Path other = Files.createDirectories(directory.resolve("other/deep/deeper"));
    try (FolderWatch small = FolderWatch.open(5, log::add)) {
      small.watch(new LinkedHashSet<>(List.of(root, directory.resolve("other"))));
      assertThat(log).isNotEmpty();
      small.watch(Set.of(directory.resolve("other")));
      Files.createFile(other.resolve("f"));

      assertThat(small.next()).contains(other.resolve("f"));
    }
  }

  @Test
  void aSingleFileIsFollowedWhenItIsReplaced() throws Exception {
    Path single = directory.resolve("single");
    Files.createFile(single);
    watch.watch(Set.of(single));
    Files.createFile(directory.resolve("other"));
    Files.createFile(directory.resolve("single.new"));
    Files.move(
        directory.resolve("single.new"), single, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    assertThat(watch.next()).containsExactly(single);
  }

  @Test
  void aFolderThatWasMovedAndOneInItsPlaceAreBothWatched() throws Exception {
    Files.move(root.resolve("a"), root.resolve("moved"));
    Files.createDirectories(root.resolve("a/b"));
    gathered(4);

    Files.createFile(root.resolve("moved/b/f"));
    assertThat(watch.next()).contains(root.resolve("moved/b/f"));
    Files.createFile(root.resolve("a/b/f"));
    assertThat(watch.next()).contains(root.resolve("a/b/f"));
  }

  @Test
  void aFolderThatWasWatchedForOneFileIsThenWatchedWhole() throws Exception {
    watch.watch(Set.of(root.resolve("single")));
    watch.watch(Set.of(root));
    Files.createFile(root.resolve("a/b/f"));

    assertThat(watch.next()).contains(root.resolve("a/b/f"));
  }

  @Test
  void linksLeadNowhere() throws Exception {
    Path outside = Files.createDirectories(directory.resolve("outside"));
    Files.createSymbolicLink(root.resolve("link"), outside);
    watch.next();
    watch.watch(Set.of(root, root.resolve("link")));
    Files.createFile(outside.resolve("secret"));
    TimeUnit.MILLISECONDS.sleep(100);
    Files.createFile(root.resolve("seen"));

    assertThat(watch.next()).containsExactlyInAnyOrder(root, root.resolve("seen"));
  }

  @Test
  void whatNoContainerMountsAnyMoreIsNotWatched() throws Exception {
    Path other = Files.createDirectories(directory.resolve("other"));
    watch.watch(Set.of(other));
    Files.writeString(root.resolve("a/b/file"), "2");
    TimeUnit.MILLISECONDS.sleep(100);
    Files.createFile(other.resolve("f"));

    assertThat(watch.next()).containsExactlyInAnyOrder(other, other.resolve("f"));
  }

  @Test
  void whatIsTooMuchIsSaidOnceAndOuterFoldersAreWatched() throws Exception {
    for (int i = 0; i < 5; i++) {
      Files.createDirectories(root.resolve("many/" + i + "/inner"));
    }
    try (FolderWatch small = FolderWatch.open(9, log::add)) {
      small.watch(Set.of(root));
      assertThat(log).singleElement().asString().contains("more than 9").contains("inner");

      Files.createFile(root.resolve("many/4/f"));
      assertThat(small.next()).contains(root.resolve("many/4/f"));
    }
  }

  private Set<Path> gathered(int count) throws InterruptedException {
    Set<Path> all = new LinkedHashSet<>();
    while (all.size() < count) {
      all.addAll(watch.next());
    }
    return all;
  }
}
