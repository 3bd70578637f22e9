package org.boot2docker.builder.release;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.boot2docker.builder.lock.Lock;
import org.boot2docker.builder.lock.LockFile;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.formats.file.InputFile;
import org.boot2docker.formats.file.Sha256;
import org.boot2docker.formats.iso.IsoReader;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.formats.tree.RegularFile;
import org.boot2docker.image.BootFiles;
import org.boot2docker.image.Manifest;
import org.boot2docker.image.files.ImageFile;
import org.boot2docker.image.files.ImageFiles;
import org.boot2docker.image.json.Json;

/** Checks that a release, or a file of one, is what its sums, signatures and lists say. */
public final class Verification {
  /** More than the configuration of a kernel has. */
  private static final int MOST_BYTES = 4 << 20;

  private static final Pattern CONFIG =
      Pattern.compile("(?m)^# Linux/\\S+ (\\S+) Kernel Configuration$");

  private final Path folder;
  private final Progress progress;
  private final SortedMap<String, String> sha256;
  private final SortedMap<String, String> sha512;

  private Verification(Path folder, Progress progress) throws IOException {
    this.folder = folder;
    this.progress = progress;
    requireSums(folder);
    sha256 = Sums.read(folder.resolve(Sums.SHA256));
    sha512 = Sums.read(folder.resolve(Sums.SHA512));
  }

  /**
   * Checks all files of a release.
   *
   * @param progress hears what was found to be right
   * @throws BuildException naming the first file that is not what it should be
   */
  public static void all(Path folder, Progress progress) throws IOException {
    Verification verification = new Verification(folder, progress);
    verification.checkNames();
    for (String name : verification.sha256.keySet()) {
      verification.checkSums(name);
    }
    progress.say(verification.sha256.size() + " files have the right SHA-256 and SHA-512 sums");
    ReleaseIndex index = ReleaseIndex.read(folder);
    verification.requireIndexed(index.images());
    for (ReleasedImage image : index.images()) {
      verification.checkImage(image, index);
    }
    Path menu = folder.resolve(NetBoot.MENU);
    requireText(menu, NetBoot.menu(index.version(), index.images()), "the release's images");
  }

  /**
   * The folder that a file lies in.
   *
   * @throws BuildException when it lies in none
   */
  public static Path folderOf(Path file) throws BuildException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw wrong(file.toString(), "is no file of a release");
    }
    return folder;
  }

  /**
   * Checks one file of a release, with the sums beside it.
   *
   * @throws BuildException when it is not what it should be
   */
  public static void one(Path file, Progress progress) throws IOException {
    String name = String.valueOf(file.getFileName());
    new Verification(folderOf(file), progress).checkSums(name);
    progress.say(name + " has the right SHA-256 and SHA-512 sums");
  }

  /**
   * Checks the SHA-256 sum of a file, if sums beside it name it; they may be those of others.
   *
   * @return false when none does
   * @throws BuildException when the sum is another one
   */
  public static boolean sha256(Path file) throws IOException {
    Path sums = file.toAbsolutePath().resolveSibling(Sums.SHA256);
    if (!Files.isRegularFile(sums)) {
      return false;
    }
    Optional<String> expected = Sums.sha256(sums, String.valueOf(file.getFileName()));
    if (expected.isEmpty()) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      if (!Sha256.of(in).equals(expected.get())) {
        throw wrong(file.toString(), "has another SHA-256 sum than " + sums + " says");
      }
    }
    return true;
  }

  /**
   * Checks the signatures of a release's sums. Those of {@code SHA256SUMS} count; one of {@code
   * SHA512SUMS}, where the folder has one, must be good too.
   *
   * @param release as the user named it
   * @param folder with its sums
   * @param least how many of the keys must have signed
   * @return the keys that signed
   * @throws BuildException when these are too few, or a signature by one of them is bad
   */
  public static Set<String> signatures(String release, Path folder, TrustedKeys keys, int least)
      throws IOException {
    requireSums(folder);
    Set<String> signers = keys.signersOf(folder.resolve(Sums.SHA256));
    keys.signersOf(folder.resolve(Sums.SHA512));
    if (signers.size() < least) {
      throw new BuildException(
          "%s is signed by %d of the named keys, not by %d: name other keys, or don't use it"
              .formatted(release, signers.size(), least));
    }
    return signers;
  }

  private static void requireSums(Path folder) throws BuildException {
    for (String sums : List.of(Sums.SHA256, Sums.SHA512)) {
      if (!Files.isRegularFile(folder.resolve(sums))) {
        throw new BuildException(
            folder + " has no " + sums + ": get all files of the release, or name another folder");
      }
    }
  }

  /** What the index doesn't name is not looked into. */
  private void requireIndexed(List<ReleasedImage> images) throws BuildException {
    Set<String> indexed = images.stream().map(ReleasedImage::iso).collect(Collectors.toSet());
    for (String name : sha256.keySet()) {
      if (name.endsWith(".iso") && !indexed.contains(name)) {
        throw wrong(folder.resolve(name).toString(), "is not in " + ReleaseIndex.FILE);
      }
    }
  }

  private void checkNames() throws IOException {
    if (!sha256.keySet().equals(sha512.keySet())) {
      throw wrong(folder.toString(), "has sums of different files in its two lists");
    }
    for (String name : Sums.summed(folder)) {
      if (!sha256.containsKey(name)) {
        throw wrong(folder.resolve(name).toString(), "is not in " + Sums.SHA256);
      }
    }
    Optional<Path> stranger = Sums.stranger(folder);
    if (stranger.isPresent()) {
      throw new BuildException(
          stranger.get() + " is no file of a release: delete it, or get the release again");
    }
  }

  private void checkSums(String name) throws IOException {
    Path file = folder.resolve(name);
    if (!sha256.containsKey(name) || !sha512.containsKey(name)) {
      throw wrong(file.toString(), "is not in the release's sums");
    }
    if (!Files.isRegularFile(file)) {
      throw wrong(file.toString(), "is missing");
    }
    Map<String, String> sums = Sums.of(file);
    boolean right =
        sums.getOrDefault(Sums.SHA256, "").equals(sha256.get(name))
            && sums.getOrDefault(Sums.SHA512, "").equals(sha512.get(name));
    if (!right) {
      throw wrong(file.toString(), "has other bytes than when the release was made");
    }
  }

  private void checkImage(ReleasedImage image, ReleaseIndex index) throws IOException {
    Path iso = image.file(folder, "iso");
    Manifest manifest = Manifest.ofImage(iso);
    Path beside = image.file(folder, "manifest");
    if (!manifest.equals(ReleaseJson.read(beside, text -> Json.read(text, Manifest.class)))) {
      throw wrong(beside.toString(), "is not the one in " + image.iso());
    }
    if (!image.isOf(manifest)) {
      throw wrong(
          folder.resolve(ReleaseIndex.FILE).toString(), "says something else of " + image.iso());
    }
    Path locked = image.file(folder, "lock");
    Lock lock = LockFile.read(locked);
    if (!sorted(lock.components()).equals(sorted(manifest.packages()))) {
      throw wrong(locked.toString(), "doesn't list the packages of " + image.iso());
    }
    checkBootFile(iso, BootFiles.KERNEL, image.file(folder, "kernel"));
    checkBootFile(iso, BootFiles.INITRAMFS, image.file(folder, "initramfs"));
    // Not in the folder, where another verification would find it.
    List<ImageFile> files = ImageFiles.of(iso, folder.toAbsolutePath().normalize());
    Path listed = image.file(folder, "files");
    if (!parsed(listed).equals(Json.parse(Json.text(files)))) {
      throw wrong(listed.toString(), "doesn't list the files of " + image.iso());
    }
    checkSbom(image, manifest, lock, files);
    checkProvenance(image, new SbomInput(manifest, "", index.tool(), lock, List.of(), Map.of()));
    checkNetBoot(image, manifest);
    checkConfig(image, manifest);
    progress.say(
        image.name()
            + ": manifest, lock, kernel, initramfs, iPXE script, provenance and bills of materials agree with"
            + " the image's "
            + files.size()
            + " files");
  }

  private static void checkBootFile(Path iso, String path, Path beside) throws IOException {
    RegularFile within = BootFiles.file(IsoReader.read(iso), iso, path);
    try (InputStream one = within.content().open();
        InputStream other = Files.newInputStream(beside)) {
      if (!Sha256.of(one).equals(Sha256.of(other))) {
        throw wrong(beside.toString(), "is not the one in " + iso.getFileName());
      }
    }
  }

  /** In whatever order they are written down. */
  private static List<Manifest.Component> sorted(List<Manifest.Component> components) {
    return components.stream().sorted(Comparator.comparing(Manifest.Component::toString)).toList();
  }

  /** The sums of all files, and the packages, in both formats. */
  private void checkSbom(ReleasedImage image, Manifest manifest, Lock lock, List<ImageFile> files)
      throws IOException {
    List<String> expected = SbomReader.expected(manifest, lock, files);
    Path cyclonedx = image.file(folder, "cyclonedx");
    if (!SbomReader.cycloneDx(parsed(cyclonedx)).equals(expected)) {
      throw wrong(cyclonedx.toString(), "doesn't list what is in " + image.iso());
    }
    Path spdx = image.file(folder, "spdx");
    if (!SbomReader.spdx(parsed(spdx)).equals(expected)) {
      throw wrong(spdx.toString(), "doesn't list what is in " + image.iso());
    }
  }

  /** The kernel parameters, above all. */
  private void checkNetBoot(ReleasedImage image, Manifest manifest) throws IOException {
    Path file = image.file(folder, "ipxe");
    String kernel = String.valueOf(image.file(folder, "kernel").getFileName());
    String initramfs = String.valueOf(image.file(folder, "initramfs").getFileName());
    requireText(file, NetBoot.script(manifest, kernel, initramfs), image.iso());
  }

  /** The first lines have the kernel's version; the options are in the package only. */
  private void checkConfig(ReleasedImage image, Manifest manifest) throws IOException {
    if (!image.files().containsKey("config")) {
      return;
    }
    Path file = image.file(folder, "config");
    Matcher version = CONFIG.matcher(InputFile.text(file, MOST_BYTES));
    if (!version.find() || !isOfVersion(manifest.kernel(), version.group(1))) {
      throw wrong(file.toString(), "is of another kernel than " + image.iso());
    }
  }

  /**
   * Debian 13 has the whole version in a release, {@code 6.12.1+deb13-amd64}; Debian 12 has {@code
   * 6.1.0-40-amd64} for 6.1.153: two numbers are sure.
   */
  private static boolean isOfVersion(String release, String version) {
    return twoNumbers(release).equals(twoNumbers(version));
  }

  private static String twoNumbers(String version) {
    return version.replaceFirst("^([0-9]+\\.[0-9]+).*", "$1");
  }

  private static void requireText(Path file, String expected, String of) throws IOException {
    if (!InputFile.text(file, MOST_BYTES).equals(expected)) {
      throw wrong(file.toString(), "doesn't boot " + of);
    }
  }

  private void checkProvenance(ReleasedImage image, SbomInput input) throws IOException {
    Path file = image.file(folder, "provenance");
    JsonNode statement = parsed(file);
    String lock = sha256.get(String.valueOf(image.file(folder, "lock").getFileName()));
    if (!Provenance.isOf(statement, input, String.valueOf(lock))) {
      throw wrong(file.toString(), "says that " + image.iso() + " was made of something else");
    }
    Set<String> named = new HashSet<>();
    for (JsonNode subject : statement.path("subject")) {
      String name = subject.path("name").asText();
      named.add(name);
      if (!subject.at("/digest/sha256").asText().equals(sha256.get(name))) {
        throw wrong(file.toString(), "has another sum of " + name);
      }
    }
    Set<String> files = new HashSet<>(image.files().values());
    files.remove(String.valueOf(file.getFileName()));
    if (!named.equals(files)) {
      throw wrong(file.toString(), "is not about the files of " + image.name());
    }
  }

  private static JsonNode parsed(Path file) throws IOException {
    return ReleaseJson.read(file, Json::parse);
  }

  private static BuildException wrong(String what, String why) {
    return new BuildException(what + " " + why + ": don't use it, and get the release again");
  }
}
