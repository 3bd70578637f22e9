package org.boot2docker.boottest.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.boot2docker.contract.Architecture;
import org.boot2docker.image.BootFiles;
import org.boot2docker.image.KeptBootFiles;
import org.boot2docker.image.Manifest;
import org.boot2docker.machine.model.BootMedium;
import org.boot2docker.machine.model.MachineSpec;

/**
 * The image that the tests boot, built by the command line from the newest packages.
 *
 * @param iso the file
 * @param lock the packages it was built from
 * @param sha256 its sum, as the builder said
 * @param manifest what it is made of, as the builder said
 */
public record BuiltImage(Path iso, Path lock, String sha256, Manifest manifest) {
  /** Of a guest that does not try how much is enough. */
  public static final int MEMORY_MIB = 2048;

  /** The image of the run: the architecture is this machine's unless a property says another. */
  static BuiltImage build() throws IOException {
    return build(chosen(), profile());
  }

  /** Builds one below Maven's target directory; the user's own cache spares the downloads. */
  public static BuiltImage build(Architecture architecture, String profile) throws IOException {
    return build(beside("image", architecture), architecture, profile, List.of());
  }

  /** The same with more options, in a directory of this name there. */
  public static BuiltImage build(
      String name, Architecture architecture, String profile, List<String> options)
      throws IOException {
    Path directory = Files.createDirectories(workDirectory().resolve(name));
    Path iso = directory.resolve("boot2docker.iso");
    Files.deleteIfExists(iso);
    List<String> command = new ArrayList<>(List.of("build", "--json", "--output", iso.toString()));
    command.addAll(List.of("--arch", architecture.debianName(), "--profile", profile));
    command.addAll(options);
    HostTool.Result built;
    try (FileChannel channel =
            FileChannel.open(
                directory.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      built = Cli.in(directory).run(command.toArray(String[]::new)).succeeded();
    }
    JsonNode report = new ObjectMapper().readTree(built.out());
    System.out.println("built the image; seconds by phase: " + report.path("seconds"));
    return new BuiltImage(
        iso,
        directory.resolve("boot2docker.iso.lock"),
        report.path("sha256").asText(),
        Manifest.fromJson(
            report.path("manifest").toString().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  /**
   * A machine that starts the image's kernel without firmware and boot loader, as {@code up} does:
   * for tests that are not about the medium, since it boots in two thirds of the time.
   */
  public MachineSpec.Builder machine() throws IOException {
    return machine(beside("boot", architecture()));
  }

  /**
   * The same with the boot files in a directory of this name, for images beside that of the run.
   */
  public MachineSpec.Builder machine(String name) throws IOException {
    Path kept = Files.createDirectories(workDirectory().resolve(name));
    BootFiles files =
        new KeptBootFiles(iso, kept, System.out::println).forMemory(MEMORY_MIB).orElseThrow();
    return MachineSpec.booting(
            new BootMedium.Kernel(
                iso,
                files.kernel(),
                files.initramfs(),
                files.commandLine(MEMORY_MIB),
                BootMedium.Kernel.FOR_EMULATION))
        .architecture(architecture())
        .memoryMiB(MEMORY_MIB);
  }

  /** What it is for. */
  public Architecture architecture() {
    return Architecture.ofDebianName(manifest.architecture()).orElseThrow();
  }

  /** The architecture that the tests are for; while it is another than this machine's, slowly. */
  public static Architecture chosen() {
    String name = System.getProperty("boot2docker.arch", Architecture.host().debianName());
    return Architecture.ofDebianName(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "-Dboot2docker.arch=" + name + ": choose " + Architecture.choices()));
  }

  /** Images of several architectures lie beside each other. */
  private static String beside(String name, Architecture architecture) {
    return architecture == Architecture.host() ? name : name + "-" + architecture.debianName();
  }

  /**
   * The night's is the default profile, which is shipped. {@code fast} is the same, but for how
   * well it is compressed, which spares each change minutes of all processors.
   */
  private static String profile() {
    return System.getProperty("boot2docker.profile", "fast");
  }

  /** Where the tests may leave files that are worth a look afterwards. */
  public static Path workDirectory() {
    return Path.of(System.getProperty("boot2docker.work")).toAbsolutePath().normalize();
  }

  /** The distribution directory of the checkout. */
  public static Path distribution() {
    return Path.of(System.getProperty("boot2docker.root"))
        .toAbsolutePath()
        .normalize()
        .resolve("distro");
  }
}
