package org.boot2docker.builder.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.boot2docker.builder.BuildRequest;
import org.boot2docker.builder.release.ReleaseRequest.Wanted;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.builder.step.BuildListener;
import org.boot2docker.formats.file.AtomicFile;

/** Makes a release: the same packages and the same tool give the same bytes. */
public final class ReleaseWriter {
  private final ReleaseRequest request;
  private final BuildListener listener;

  private ReleaseWriter(ReleaseRequest request, BuildListener listener) {
    this.request = request;
    this.listener = listener;
  }

  /**
   * Makes it, without signatures.
   *
   * @throws BuildException when the folder has something in it, or an image can't be built
   */
  public static ReleaseIndex write(ReleaseRequest request, BuildListener listener)
      throws IOException {
    return new ReleaseWriter(request, listener).write();
  }

  private ReleaseIndex write() throws IOException {
    Path folder = request.folder();
    requireEmpty(folder);
    Optional<ReleaseIndex> before =
        request.previous().isPresent()
            ? Optional.of(ReleaseIndex.read(request.previous().get()))
            : Optional.empty();
    Optional<ReleaseIndex> locks =
        request.locks().isPresent()
            ? Optional.of(ReleaseIndex.read(request.locks().get()))
            : Optional.empty();
    Files.createDirectories(folder);
    List<ReleasedImage> images = new ArrayList<>();
    for (Wanted wanted : request.images()) {
      Optional<Path> lock = Optional.empty();
      if (locks.isPresent()) {
        lock = Optional.of(lockOf(wanted, locks.get()));
      }
      Path output = folder.resolve(".building.iso");
      BuildRequest build = request.builds().of(wanted, output, lock);
      long budget =
          BootBudget.millionInstructions(
              build.distribution(), build.additions(), wanted.profile(), wanted.architecture());
      images.add(new ImageRelease(request, listener).make(build, budget));
    }
    ReleaseIndex index = index(images, before);
    index.write(folder);
    AtomicFile.text(folder.resolve(NetBoot.MENU), NetBoot.menu(index.version(), images));
    ReleaseNotes notes = ReleaseNotes.of(index, folder, request.previous());
    AtomicFile.text(folder.resolve(ReleaseNotes.FILE), notes.markdown());
    AtomicFile.text(folder.resolve(ReleasePage.FILE), ReleasePage.html(index, folder, notes));
    Sums.write(folder);
    return index;
  }

  private ReleaseIndex index(List<ReleasedImage> images, Optional<ReleaseIndex> before) {
    String created =
        images.stream().map(ReleasedImage::created).max(Comparator.naturalOrder()).orElseThrow();
    return new ReleaseIndex(
        ReleaseIndex.FORMAT,
        request.version().orElse(images.get(0).docker()),
        request.tool(),
        created,
        before.map(ReleaseIndex::version).orElse(""),
        request.dataMiB(),
        request.signatures(),
        images);
  }

  private static void requireEmpty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        throw new BuildException(folder + " is not empty: name a new folder");
      }
    }
  }

  private Path lockOf(Wanted wanted, ReleaseIndex locks) throws BuildException {
    String architecture = wanted.architecture().debianName();
    return locks.images().stream()
        .filter(image -> image.profile().equals(wanted.profile()))
        .filter(image -> image.architecture().equals(architecture))
        .findFirst()
        .map(image -> request.locks().orElseThrow().resolve(image.iso() + ".lock"))
        .orElseThrow(
            () ->
                new BuildException(
                    "%s has no lock of the profile %s for %s: name another release"
                        .formatted(request.locks().orElseThrow(), wanted.profile(), architecture)));
  }
}
