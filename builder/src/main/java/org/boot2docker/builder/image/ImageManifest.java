package org.boot2docker.builder.image;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.boot2docker.builder.lock.Lock;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.Node;
import org.boot2docker.formats.tree.RegularFile;
import org.boot2docker.image.Manifest;
import org.boot2docker.image.Manifest.Part;

/** Writes down what an image is made of. */
final class ImageManifest {

  /** Docker's programs from this size on are parts of their own, in bytes. */
  private static final long BIG = 1_000_000;

  private final IsoInputs inputs;
  private final Squashed squashed;
  private final Lock lock;

  ImageManifest(IsoInputs inputs, Squashed squashed) {
    this.inputs = inputs;
    this.squashed = squashed;
    this.lock = inputs.lock();
  }

  /**
   * The manifest.
   *
   * @param root what the initramfs holds
   * @param initramfs size of the initramfs in bytes
   */
  Manifest make(FileTree root, long initramfs) {
    BaseResult base = inputs.base();
    RootfsResult rootfs = inputs.rootfs();
    DockerResult docker = inputs.docker();
    return new Manifest(
        inputs.name(),
        docker.version(),
        inputs.architecture().debianName(),
        inputs.profile(),
        base.release(),
        inputs.time().toString(),
        inputs.iso().cmdline(),
        parts(root, initramfs),
        lock.components(),
        base.build(),
        files(rootfs, docker),
        inputs.linked());
  }

  /** What is from a package, by package; modules are from the kernel's, wherever it was built. */
  private Map<String, List<String>> files(RootfsResult rootfs, DockerResult docker) {
    Map<String, String> origins = new TreeMap<>(rootfs.origins());
    origins.putAll(docker.origins());
    lock.base().stream()
        .findFirst()
        .ifPresent(kernel -> origins.put(Manifest.MODULES, kernel.name()));
    Map<String, String> placed = new TreeMap<>();
    squashed.origins(origins).forEach((path, name) -> placed.put(Microcode.place(path), name));
    Map<String, List<String>> files = new TreeMap<>();
    placed.forEach(
        (path, name) -> files.computeIfAbsent(name, owner -> new ArrayList<>()).add(path));
    return files;
  }

  private List<Part> parts(FileTree root, long initramfs) {
    BaseResult base = inputs.base();
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("kernel", "iso", base.kernel().content().size()));
    parts.add(new Part("initramfs", "iso", initramfs));
    parts.add(new Part("kernel modules", "initramfs", base.modules().bytes()));
    FileTree userLand = inputs.rootfs().tree().select(path -> root.get(path).isPresent());
    parts.add(new Part("user land", "initramfs", userLand.bytes()));
    // A program with several names takes its memory once.
    Set<RegularFile> counted = new HashSet<>();
    for (Map.Entry<String, Node> entry : root.entries().entrySet()) {
      if (isDockers(entry.getKey())
          && entry.getValue() instanceof RegularFile file
          && file.content().size() >= BIG
          && counted.add(file)) {
        parts.add(new Part(FileTree.name(entry.getKey()), "initramfs", file.content().size()));
      }
    }
    if (!inputs.containers().images().isEmpty()) {
      parts.add(new Part("container images", "initramfs", inputs.containers().tree().bytes()));
    }
    parts.sort(Comparator.comparingLong(Part::bytes).reversed().thenComparing(Part::name));
    return parts;
  }

  private boolean isDockers(String path) {
    return inputs.docker().tree().get(path).isPresent() || Squashed.isFileSystem(path);
  }
}
