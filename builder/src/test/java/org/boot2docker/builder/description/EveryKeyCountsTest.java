package org.boot2docker.builder.description;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.boot2docker.builder.containers.Appliance;
import org.boot2docker.builder.image.BaseResult;
import org.boot2docker.builder.image.ContainersResult;
import org.boot2docker.builder.image.DockerResult;
import org.boot2docker.builder.image.EngineInputs;
import org.boot2docker.builder.image.ImageInputs;
import org.boot2docker.builder.image.RootfsResult;
import org.boot2docker.builder.kernel.Toolchain;
import org.boot2docker.builder.lock.Lock;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.builder.step.StepInputs;
import org.boot2docker.contract.Architecture;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Changes every text, every name and every element of the shipped description, one at a time, and
 * every file that it names. The key of some step must change, or there is a reason why not.
 */
class EveryKeyCountsTest {
  private static final Path DISTRO = Path.of("..", "distro");

  private static final String CHOICE = "decides which packages are chosen; the chosen ones count";

  /** Patterns of keys that may not count, and why. */
  private static final Map<String, String> MAY_NOT_COUNT =
      Map.of(
          "mirror", "packages are the same wherever they come from; their hashes count",
          "suites(\\..*)?", CHOICE,
          "repositories(\\..*)?", CHOICE,
          "stable.*", CHOICE,
          "iso\\.docker\\.suites.*", CHOICE);

  /** The same for a kernel that is compiled, and for one that is not. */
  private static final Map<Boolean, String> OTHER_KERNEL =
      Map.of(true, "base\\.(modules|pack).*", false, "base\\.(source|patches|fragments).*");

  /** The first one that the reader takes is put in the place of a text. */
  private static final List<String> TEXTS =
      List.of(
          "true",
          "false",
          "all",
          "none",
          "go",
          "xz",
          "zstd",
          "packages",
          "source",
          "7 days",
          "0711 root root",
          "other",
          "5");

  private static final ImageInputs.Tools TOOLS =
      new ImageInputs.Tools("b", "k", "r", "e", "d", "c", "i");
  private static final LockedPackage PACKAGE =
      new LockedPackage("p", "1", "all", "trixie", "p.deb", 1, "0".repeat(64));

  @TempDir Path directory;
  private List<String> candidates = List.of();

  @BeforeEach
  void otherFiles() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "other\n");
    Path folder = Files.createDirectories(directory.resolve("folder"));
    Files.writeString(folder.resolve("other.patch"), "other\n");
    candidates = new ArrayList<>(TEXTS);
    candidates.add(file.toAbsolutePath().toString());
    candidates.add(folder.toAbsolutePath().toString());
  }

  /**
   * A change of one key.
   *
   * @param documents ways to change it, of which the first that the reader takes is tried
   */
  private record Change(String key, List<Supplier<YamlValue>> documents) {

    Change(String key, Supplier<YamlValue> document) {
      this(key, List.of(document));
    }
  }

  /** The keys of all steps; a step's result that another one takes is always the same. */
  private static List<String> keys(
      Description description, Architecture architecture, FileTree programs) throws IOException {
    ImageInputs inputs = new ImageInputs(description, architecture, programs, List.of(), TOOLS);
    RegularFile file = new RegularFile(Attributes.DATA, Content.of(""));
    BaseResult base = new BaseResult("b", "6", file, new FileTree(), Map.of());
    RootfsResult rootfs = new RootfsResult("r", new FileTree(), Map.of());
    DockerResult docker =
        new DockerResult("d", "28", List.of(), List.of(), new FileTree(), Map.of());
    List<LockedPackage> packages = List.of(PACKAGE);
    Lock lock = new Lock(architecture, packages, packages, packages, packages, packages);
    Optional<Toolchain.Versions> toolchain = Optional.of(new Toolchain.Versions("gcc", "xz"));
    Optional<EngineInputs> engine = inputs.engine(packages);
    return List.of(
        engine.isPresent() ? StepInputs.of(engine.get()).key() : "",
        StepInputs.of((Record) inputs.base(packages, toolchain)).key(),
        StepInputs.of(inputs.rootfs(packages)).key(),
        StepInputs.of(inputs.docker(packages, Optional.empty(), packages, rootfs)).key(),
        StepInputs.of(
                inputs.iso(
                    lock,
                    Instant.EPOCH,
                    base,
                    rootfs,
                    docker,
                    ContainersResult.NONE,
                    Appliance.NONE,
                    Optional.empty()))
            .key());
  }

  @ParameterizedTest
  @CsvSource({
    "default,AMD64",
    "fast,AMD64",
    "docker-ce,AMD64",
    "metal,AMD64",
    "small,AMD64",
    "small,ARM64",
    "default,ARM64"
  })
  void everyKeyOfTheDescriptionCounts(String profile, Architecture architecture)
      throws IOException {
    Path mirror =
        Files.writeString(
            directory.resolve("mine.yaml"),
            "mirror: https://a.example\nrepositories: {other: {}}\n");
    DescriptionFiles files = new DescriptionFiles(DISTRO, List.of(mirror), profile);
    Function<YamlValue, Description> read =
        whole -> {
          try {
            return DescriptionReader.read(files, whole, profile, architecture);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    Description description = read.apply(files.merged());
    List<String> before = keys(description, architecture, new FileTree());
    List<String> reasons = new ArrayList<>(MAY_NOT_COUNT.keySet());
    reasons.add(OTHER_KERNEL.get(description.base() instanceof BaseSpec.Source));
    if (description.docker().engine().isEmpty()) {
      reasons.add("iso\\.docker\\.source.*");
    }
    for (Architecture other : Architecture.values()) {
      if (other != architecture) {
        reasons.add("iso\\.loaders\\." + other.debianName() + ".*");
        reasons.addAll(keysFor(other, files.merged()));
      }
    }
    Map<String, Boolean> counts = new LinkedHashMap<>();
    for (Change change : changes(files.merged(), whole -> whole)) {
      Optional<Description> changed = firstRead(read, change.documents);
      if (changed.isPresent()) {
        boolean differs = !keys(changed.get(), architecture, new FileTree()).equals(before);
        counts.merge(change.key, differs, Boolean::logicalAnd);
      }
    }
    Set<String> wrong = new TreeSet<>();
    counts.forEach(
        (key, count) -> {
          if (count == reasons.stream().anyMatch(key::matches)) {
            wrong.add(key + (count ? " counts" : " does not count"));
          }
        });
    assertThat(wrong).isEmpty();
    assertThat(counts.keySet()).as("all texts could be changed").containsAll(texts(files.merged()));
  }

  /** The keys of packages of user land, and of kernel options, that only one architecture has. */
  private static List<String> keysFor(Architecture only, YamlValue merged) throws BuildException {
    List<String> keys = new ArrayList<>();
    List<YamlValue> all = new ArrayList<>(merged.map().get("rootfs").map().get("packages").list());
    all.addAll(merged.map().get("base").map().get("fragments").list());
    for (YamlValue each : all) {
      YamlValue name = each.isMapping() ? each.map().get("name") : each;
      if (name.text().endsWith("[" + only.debianName() + "]")) {
        // Its name says which, so it counts.
        keys.add(Pattern.quote(each.key()) + "(\\.(?!name$).*)?");
      }
    }
    return keys;
  }

  private static Optional<Description> firstRead(
      Function<YamlValue, Description> read, List<Supplier<YamlValue>> documents) {
    for (Supplier<YamlValue> document : documents) {
      try {
        return Optional.of(read.apply(document.get()));
      } catch (UncheckedIOException refused) {
        continue;
      }
    }
    return Optional.empty();
  }

  @Test
  void everyDeclaredKeyIsInTheDescriptionOrAProfile() throws IOException {
    Path mirror =
        Files.writeString(
            directory.resolve("mine.yaml"),
            "mirror: https://a.example\n"
                + "repositories: {docker: {url: 'https://d.example', key: file}}\n"
                + "iso: {images: [h.example/app:1], run: file, registry: h.example}\n");
    Set<String> written = new TreeSet<>();
    for (String profile : List.of("default", "docker-ce", "metal", "small")) {
      YamlValue merged = new DescriptionFiles(DISTRO, List.of(mirror), profile).merged();
      for (String key : texts(merged)) {
        written.add(key.replaceAll("\\[\\d+]", ""));
      }
    }
    for (String declared : declared(DescriptionKeys.TOP, "")) {
      String pattern = declared.replace(".", "\\.").replace(Key.ANY, ".+") + "(\\..+)?";
      assertThat(written).as(declared).anyMatch(key -> key.matches(pattern));
    }
  }

  /** The ways to all declared keys. */
  private static List<String> declared(Section section, String path) {
    List<String> keys = new ArrayList<>();
    for (Key key : section.keys()) {
      keys.add(path + key.name());
      key.inner().ifPresent(inner -> keys.addAll(declared(inner, path + key.name() + ".")));
    }
    return keys;
  }

  /** The keys of all texts. */
  private static List<String> texts(YamlValue value) throws BuildException {
    List<String> keys = new ArrayList<>();
    if (value.isMapping()) {
      for (YamlValue each : value.map().values()) {
        keys.addAll(texts(each));
      }
    } else if (value.isList()) {
      for (YamlValue each : value.list()) {
        keys.addAll(texts(each));
      }
    } else {
      keys.add(value.key());
    }
    return keys;
  }

  /** Every change of a value, as changes of the document that it is in. */
  private List<Change> changes(YamlValue value, Function<YamlValue, YamlValue> whole)
      throws BuildException {
    List<Change> changes = new ArrayList<>();
    if (value.isMapping()) {
      Map<String, YamlValue> map = value.map();
      for (Map.Entry<String, YamlValue> entry : map.entrySet()) {
        String key = entry.getKey();
        changes.addAll(
            changes(entry.getValue(), each -> whole.apply(with(value, map, key, key, each))));
        YamlValue renamed = with(value, map, key, key + "x", entry.getValue());
        changes.add(new Change(entry.getValue().key(), () -> whole.apply(renamed)));
      }
    } else if (value.isList()) {
      List<YamlValue> list = value.list();
      for (int i = 0; i < list.size(); i++) {
        int at = i;
        changes.addAll(changes(list.get(i), each -> whole.apply(with(value, list, at, each))));
        List<YamlValue> fewer = new ArrayList<>(list);
        fewer.remove(i);
        changes.add(new Change(list.get(i).key(), () -> whole.apply(value.withElements(fewer))));
      }
    } else {
      String text = value.text();
      List<Supplier<YamlValue>> others =
          Stream.concat(Stream.of(text + "x", text + "1"), candidates.stream())
              .filter(other -> !other.equals(text))
              .<Supplier<YamlValue>>map(other -> () -> whole.apply(value.withText(other)))
              .toList();
      changes.add(new Change(value.key(), others));
    }
    return changes;
  }

  private static YamlValue with(
      YamlValue owner, Map<String, YamlValue> map, String old, String key, YamlValue value) {
    Map<String, YamlValue> changed = new LinkedHashMap<>();
    map.forEach(
        (name, each) ->
            changed.put(name.equals(old) ? key : name, name.equals(old) ? value : each));
    return owner.withEntries(changed);
  }

  private static YamlValue with(YamlValue owner, List<YamlValue> list, int at, YamlValue value) {
    List<YamlValue> changed = new ArrayList<>(list);
    changed.set(at, value);
    return owner.withElements(changed);
  }

  /** What is only for people. */
  private static final Set<String> FILES_THAT_DO_NOT_COUNT =
      Set.of("base/patches/README", "engine/patches/README");

  @Test
  void everyFileThatTheDescriptionNamesCounts() throws IOException {
    Path copy = directory.resolve("distro");
    List<String> names = copyDistribution(copy);
    Map<String, List<String>> before = keysOfProfiles(copy);
    Set<String> notCounted = new TreeSet<>();
    for (String name : names) {
      Path file = copy.resolve(name);
      byte[] original = Files.readAllBytes(file);
      Files.writeString(file, new String(original, UTF_8) + "x\n");
      if (keysOfProfiles(copy).equals(before)) {
        notCounted.add(name);
      }
      Files.write(file, original);
    }
    assertThat(notCounted).isEqualTo(FILES_THAT_DO_NOT_COUNT);
  }

  private static List<String> copyDistribution(Path copy) throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(DISTRO)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        String name = DISTRO.relativize(file).toString();
        Path to = copy.resolve(name);
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
        if (name.matches("(base|rootfs|iso|engine)/.*")) {
          names.add(name);
        }
      }
    }
    return names;
  }

  private static Map<String, List<String>> keysOfProfiles(Path distribution) throws IOException {
    Map<String, List<String>> keys = new LinkedHashMap<>();
    for (String profile : List.of("metal", "small")) {
      for (Architecture each : Architecture.values()) {
        Description description = DescriptionReader.read(distribution, List.of(), profile, each);
        keys.put(profile + " " + each, keys(description, each, new FileTree()));
      }
    }
    return keys;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"usr/sbin/init", "usr/lib/boot2docker/bin/iptables", "usr/lib/boot2docker/tls"})
  void theGuestsOwnProgramsCount(String path) throws IOException {
    Description description =
        DescriptionReader.read(DISTRO, List.of(), "default", Architecture.AMD64);
    FileTree one = new FileTree().putFile(path, Content.of("1"));
    FileTree other = new FileTree().putFile(path, Content.of("2"));
    assertThat(keys(description, Architecture.AMD64, one))
        .isNotEqualTo(keys(description, Architecture.AMD64, other));
  }
}
