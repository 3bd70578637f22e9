package org.boot2docker.builder.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.boot2docker.builder.BuildException;
import org.boot2docker.image.files.ImageFile;

/**
 * What differs between two images.
 *
 * @param before the name of the older one
 * @param after that of the newer one
 * @param facts Docker's version, the kernel's release and the like
 * @param packages their versions
 * @param sizes of the pieces, in bytes
 * @param parameters kernel parameters
 * @param options the kernel's configuration
 * @param files sums of files, with their sizes
 * @param unknown what one of them doesn't say, so that it was not compared
 */
public record ImageDiff(
    String before,
    String after,
    List<Change> facts,
    List<Change> packages,
    List<Change> sizes,
    List<Change> parameters,
    List<Change> options,
    List<Change> files,
    List<String> unknown) {

  /**
   * One difference.
   *
   * @param name of what differs
   * @param before empty when it is new
   * @param after empty when it is gone
   */
  public record Change(String name, String before, String after) {}

  /**
   * Compares two images, manifests, locks or releases; of releases each image that both have.
   *
   * @throws BuildException when one is none of these, or the releases have no image in common
   */
  public static List<ImageDiff> of(Path before, Path after) throws IOException {
    if (!Files.isDirectory(before) && !Files.isDirectory(after)) {
      return List.of(between(DiffSubject.of(before), DiffSubject.of(after)));
    }
    List<ImageDiff> found = new ArrayList<>();
    ReleaseIndex old = ReleaseIndex.read(before);
    ReleaseIndex young = ReleaseIndex.read(after);
    for (ReleasedImage image : young.images()) {
      Optional<ReleasedImage> same =
          old.images().stream()
              .filter(each -> each.profile().equals(image.profile()))
              .filter(each -> each.architecture().equals(image.architecture()))
              .findFirst();
      if (same.isPresent()) {
        found.add(between(DiffSubject.of(before, same.get()), DiffSubject.of(after, image)));
      }
    }
    if (found.isEmpty()) {
      throw new BuildException(
          before + " and " + after + " have no profile and architecture in common: name others");
    }
    return found;
  }

  private static ImageDiff between(DiffSubject before, DiffSubject after) {
    List<String> unknown = new ArrayList<>();
    if (before.files().isEmpty() || after.files().isEmpty()) {
      unknown.add("files");
    }
    if (before.options().isEmpty() || after.options().isEmpty()) {
      unknown.add("options");
    }
    boolean counted = before.millionInstructions() > 0 && after.millionInstructions() > 0;
    if (!counted) {
      unknown.add("instructions");
    }
    return new ImageDiff(
        before.name(),
        after.name(),
        facts(before, after, counted),
        changes(before.packages(), after.packages()),
        changes(texts(before.sizes()), texts(after.sizes())),
        parameters(before.parameters(), after.parameters()),
        unknown.contains("options")
            ? List.of()
            : changes(before.options().orElseThrow(), after.options().orElseThrow()),
        unknown.contains("files")
            ? List.of()
            : changes(sums(before.files().orElseThrow()), sums(after.files().orElseThrow())),
        unknown);
  }

  private static List<Change> facts(DiffSubject before, DiffSubject after, boolean counted) {
    SortedMap<String, String> old = new TreeMap<>(before.facts());
    SortedMap<String, String> young = new TreeMap<>(after.facts());
    if (counted) {
      old.put("million instructions of a boot", Long.toString(before.millionInstructions()));
      young.put("million instructions of a boot", Long.toString(after.millionInstructions()));
    }
    return changes(old, young);
  }

  private static SortedMap<String, String> texts(SortedMap<String, Long> sizes) {
    SortedMap<String, String> texts = new TreeMap<>();
    sizes.forEach((name, size) -> texts.put(name, Long.toString(size)));
    return texts;
  }

  private static SortedMap<String, String> sums(SortedMap<String, ImageFile> files) {
    SortedMap<String, String> sums = new TreeMap<>();
    files.forEach((path, file) -> sums.put(path, file.bytes() + " bytes, " + file.sha256()));
    return sums;
  }

  private static List<Change> changes(
      SortedMap<String, String> before, SortedMap<String, String> after) {
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    List<Change> changes = new ArrayList<>();
    for (String name : names) {
      Change change = new Change(name, before.getOrDefault(name, ""), after.getOrDefault(name, ""));
      if (!change.before().equals(change.after())) {
        changes.add(change);
      }
    }
    return changes;
  }

  /** A parameter may be given several times, and the order of its values counts. */
  private static List<Change> parameters(List<String> before, List<String> after) {
    Map<String, String> old = grouped(before);
    Map<String, String> young = grouped(after);
    return changes(new TreeMap<>(old), new TreeMap<>(young));
  }

  private static Map<String, String> grouped(List<String> words) {
    Map<String, String> values = new TreeMap<>();
    for (String word : new LinkedHashSet<>(words)) {
      values.merge(word.split("=", 2)[0], word, (one, other) -> one + " " + other);
    }
    return values;
  }

  /** Whether nothing that was compared differs. */
  @com.fasterxml.jackson.annotation.JsonIgnore
  public boolean isEmpty() {
    return facts.isEmpty()
        && packages.isEmpty()
        && sizes.isEmpty()
        && parameters.isEmpty()
        && options.isEmpty()
        && files.isEmpty();
  }
}
