package org.boot2docker.builder.release;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.boot2docker.builder.lock.Lock;
import org.boot2docker.builder.lock.LockFile;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.file.InputFile;
import org.boot2docker.image.Manifest;
import org.boot2docker.image.files.ImageFile;
import org.boot2docker.image.files.ImageFiles;
import org.boot2docker.image.json.Json;

/**
 * What is known of one side of a comparison.
 *
 * @param name for people
 * @param packages versions by name
 * @param architecture Debian's name
 * @param facts single values: Docker's version, the kernel's release, linked libraries ...
 * @param parameters kernel parameters
 * @param options the kernel's configuration
 * @param sizes bytes of the pieces
 * @param imageBytes bytes of the whole image
 * @param files all files
 * @param budget millions of instructions that a boot may take
 */
record DiffSubject(
    String name,
    SortedMap<String, String> packages,
    String architecture,
    Optional<SortedMap<String, String>> facts,
    Optional<List<String>> parameters,
    Optional<SortedMap<String, String>> options,
    Optional<SortedMap<String, Long>> sizes,
    Optional<Long> imageBytes,
    Optional<SortedMap<String, ImageFile>> files,
    Optional<Long> budget) {
  private static final int MOST_BYTES = 64 << 20;

  /** An image, a manifest, or a lock file. */
  static DiffSubject of(Path file) throws IOException {
    InputFile.require(file);
    String name = file.toString();
    if (name.endsWith(".lock")) {
      return ofLock(file);
    }
    if (name.endsWith(".json")) {
      return ofManifest(name, manifest(file), Optional.empty());
    }
    try {
      Manifest manifest = Manifest.ofImage(file);
      return ofManifest(name, manifest, Optional.of(Files.size(file))).with(ImageFiles.of(file));
    } catch (FormatException e) {
      throw new BuildException(
          "%s is no image, manifest or lock file of boot2docker (%s): name an .iso, a .json or a .lock"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /** An image of a release. */
  static DiffSubject of(Path folder, ReleasedImage image) throws IOException {
    Path manifest = image.file(folder, "manifest");
    Path files = image.file(folder, "files");
    Optional<Long> size = Optional.of(Files.size(folder.resolve(image.iso())));
    DiffSubject subject = ofManifest(image.name(), manifest(manifest), size);
    List<ImageFile> all =
        ReleaseJson.read(files, text -> Json.read(text, new TypeReference<List<ImageFile>>() {}));
    DiffSubject more = subject.with(all);
    Optional<SortedMap<String, String>> options = Optional.empty();
    if (image.files().containsKey("config")) {
      Path config = image.file(folder, "config");
      options = Optional.of(options(InputFile.text(config, MOST_BYTES)));
    }
    return new DiffSubject(
        more.name,
        more.packages,
        more.architecture,
        more.facts,
        more.parameters,
        options,
        more.sizes,
        more.imageBytes,
        more.files,
        Optional.of(image.budgetMillionInstructions()).filter(millions -> millions > 0));
  }

  private DiffSubject with(List<ImageFile> all) {
    SortedMap<String, ImageFile> byPath = new TreeMap<>();
    all.forEach(file -> byPath.put(file.in() + "/" + file.path(), file));
    return new DiffSubject(
        name,
        packages,
        architecture,
        facts,
        parameters,
        options,
        sizes,
        imageBytes,
        Optional.of(byPath),
        budget);
  }

  private static Manifest manifest(Path file) throws IOException {
    return ReleaseJson.read(file, text -> Json.read(text, Manifest.class));
  }

  private static DiffSubject ofManifest(String name, Manifest manifest, Optional<Long> bytes) {
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put("Docker", manifest.version());
    facts.put("kernel", manifest.kernel());
    facts.put("profile", manifest.profile());
    manifest.kernelBuild().forEach((key, value) -> facts.put("kernel's " + key, value));
    manifest.linked().forEach(each -> facts.put("linked " + each.name(), each.version()));
    SortedMap<String, Long> sizes = new TreeMap<>();
    manifest.parts().forEach(part -> sizes.put(part.in() + ": " + part.name(), part.bytes()));
    return new DiffSubject(
        name,
        PackageVersions.of(manifest),
        manifest.architecture(),
        Optional.of(facts),
        Optional.of(words(manifest.cmdline())),
        Optional.empty(),
        Optional.of(sizes),
        bytes,
        Optional.empty(),
        Optional.empty());
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>(List.of(text.trim().split("\\s+")));
    words.remove("");
    return words;
  }

  private static DiffSubject ofLock(Path file) throws IOException {
    Lock lock = LockFile.read(file);
    return new DiffSubject(
        file.toString(),
        PackageVersions.of(lock),
        lock.architecture().debianName(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static SortedMap<String, String> options(String config) {
    SortedMap<String, String> options = new TreeMap<>();
    for (String line : config.lines().toList()) {
      int equals = line.indexOf('=');
      if (line.startsWith("CONFIG_") && equals > 0) {
        options.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return options;
  }
}
