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
import java.util.function.Function;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.formats.file.InputFile;
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
 * @param unknown what only one of them says, so that it was not compared
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
    InputFile.requireOrFolder(before);
    InputFile.requireOrFolder(after);
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
    Sides sides = new Sides(before, after, new ArrayList<>());
    List<Change> facts = new ArrayList<>();
    facts.addAll(changes(architecture(before), architecture(after)));
    facts.addAll(sides.compare("versions", DiffSubject::facts, each -> each));
    facts.addAll(
        sides.compare(
            "budgets",
            DiffSubject::budget,
            count -> text("budget of a boot, million instructions", count)));
    List<Change> sizes = new ArrayList<>();
    sizes.addAll(
        sides.compare("size of the image", DiffSubject::imageBytes, size -> text("image", size)));
    sizes.addAll(sides.compare("sizes of the parts", DiffSubject::sizes, ImageDiff::texts));
    return new ImageDiff(
        before.name(),
        after.name(),
        facts,
        changes(before.packages(), after.packages()),
        sizes,
        sides.compare("parameters", DiffSubject::parameters, ImageDiff::grouped),
        sides.compare("options", DiffSubject::options, each -> each),
        sides.compare("files", DiffSubject::files, ImageDiff::sums),
        sides.unknown());
  }

  /** Compares what both sides know, and gathers what only one does. */
  private record Sides(DiffSubject before, DiffSubject after, List<String> unknown) {
    <T> List<Change> compare(
        String what,
        Function<DiffSubject, Optional<T>> part,
        Function<T, SortedMap<String, String>> texts) {
      Optional<T> old = part.apply(before);
      Optional<T> young = part.apply(after);
      if (old.isPresent() != young.isPresent()) {
        unknown.add(what);
      }
      if (old.isEmpty() || young.isEmpty()) {
        return List.of();
      }
      return changes(texts.apply(old.get()), texts.apply(young.get()));
    }
  }

  private static SortedMap<String, String> architecture(DiffSubject subject) {
    return new TreeMap<>(Map.of("architecture", subject.architecture()));
  }

  private static SortedMap<String, String> text(String name, long value) {
    return new TreeMap<>(Map.of(name, Long.toString(value)));
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
  private static SortedMap<String, String> grouped(List<String> words) {
    SortedMap<String, String> values = new TreeMap<>();
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
