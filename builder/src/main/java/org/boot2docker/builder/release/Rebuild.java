package org.boot2docker.builder.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.boot2docker.builder.release.ReleaseRequest.Builds;
import org.boot2docker.builder.release.ReleaseRequest.Wanted;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.builder.step.BuildListener;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.file.TemporaryFolder;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.image.json.Json;

/** Makes a release again from its lock files, and compares. */
public final class Rebuild {
  private static final Set<String> NOTES = Set.of(ReleaseNotes.FILE, ReleasePage.FILE);

  private Rebuild() {}

  /**
   * Makes it again in a temporary folder: beside it, or in the system's where it is on a medium
   * that can't be written.
   *
   * @param tool version of this program
   * @param previous the release that the notes compare with; without it, notes that compare with
   *     one are not made again
   * @return how many files are the same
   * @throws BuildException with the first difference, by file and byte
   */
  public static int compare(
      Path folder, String tool, Optional<Path> previous, Builds builds, BuildListener listener)
      throws IOException {
    ReleaseIndex index = ReleaseIndex.read(folder);
    Path beside = folder.toAbsolutePath().normalize();
    try (TemporaryFolder rebuilt = TemporaryFolder.near(beside, ".boot2docker-rebuild")) {
      Path again = rebuilt.path();
      ReleaseRequest request = request(folder, index, tool, again, previous, builds);
      ReleaseWriter.write(request, listener);
      return compare(folder, again, index.previous(), previous.isPresent(), listener);
    }
  }

  private static ReleaseRequest request(
      Path folder,
      ReleaseIndex index,
      String tool,
      Path again,
      Optional<Path> previous,
      Builds builds)
      throws BuildException {
    List<Wanted> images = new ArrayList<>();
    List<Medium> media = new ArrayList<>();
    for (ReleasedImage image : index.images()) {
      Architecture architecture =
          Architecture.ofDebianName(image.architecture())
              .orElseThrow(
                  () ->
                      new BuildException(
                          "unknown architecture "
                              + image.architecture()
                              + ": use a newer boot2docker"));
      images.add(new Wanted(image.profile(), architecture));
    }
    for (Medium medium : Medium.values()) {
      // An architecture may lack one that others have.
      if (index.images().stream().anyMatch(each -> each.files().containsKey(medium.label()))) {
        media.add(medium);
      }
    }
    return new ReleaseRequest(
        again,
        Optional.of(index.version()),
        tool,
        images,
        media,
        index.dataMiB(),
        Optional.of(folder),
        previous,
        index.signatures(),
        builds);
  }

  /**
   * Compares what was made again.
   *
   * @param before version of the release that the notes compare with; empty when there is none
   * @param withBefore whether that one was there
   * @param progress hears what differs for good reasons
   */
  static int compare(Path folder, Path again, String before, boolean withBefore, Progress progress)
      throws IOException {
    boolean withNotes = before.isEmpty() || withBefore;
    if (!withNotes) {
      // All else in the index can be made again without it.
      ReleaseIndex.read(again).after(before).write(again);
    }
    int same = 0;
    for (String name : imagesFirst(Sums.summed(folder))) {
      if (!withNotes && NOTES.contains(name)) {
        continue;
      }
      Path rebuilt = again.resolve(name);
      if (!Files.exists(rebuilt)) {
        throw new BuildException(name + " was not made again: the release has more than it should");
      }
      Optional<String> difference = FirstDifference.between(folder.resolve(name), rebuilt);
      if (difference.isPresent() && isByAnotherTool(folder.resolve(name), rebuilt)) {
        progress.say(
            name
                + " names another jar of the tool, another folder of the description, or other"
                + " repositories, than here");
      } else if (difference.isPresent()) {
        throw new BuildException(
            difference.get() + ": build with the tool and the description of the release");
      }
      same++;
    }
    return same;
  }

  /** Only of an image can be said which file in it differs; others follow from that. */
  private static List<String> imagesFirst(Set<String> names) {
    return names.stream()
        .sorted(Comparator.comparing((String name) -> !name.endsWith(".iso")))
        .toList();
  }

  /** Whether two provenances say the same of the image, by two who compiled the same tool. */
  private static boolean isByAnotherTool(Path file, Path rebuilt) throws IOException {
    return file.toString().endsWith(Provenance.ENDING)
        && Provenance.comparable(ReleaseJson.read(file, Json::parse))
            .equals(Provenance.comparable(ReleaseJson.read(rebuilt, Json::parse)));
  }
}
