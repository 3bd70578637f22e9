package org.boot2docker.builder.image;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.builder.packages.CopyrightArchive;
import org.boot2docker.builder.packages.PackageDocuments;
import org.boot2docker.builder.step.StepInputs;
import org.boot2docker.builder.step.StepName;
import org.boot2docker.formats.compress.Xz;
import org.boot2docker.formats.file.Folders;
import org.boot2docker.formats.file.Sha256;
import org.boot2docker.formats.iso.BiosBoot;
import org.boot2docker.formats.iso.EfiBoot;
import org.boot2docker.formats.iso.HybridIso;
import org.boot2docker.formats.iso.IsoWriter;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;
import org.boot2docker.image.BootFiles;
import org.boot2docker.image.Manifest;

/** The initramfs and the medium that boots it. */
public final class IsoStep {
  private static final String IMAGE = "boot2docker.iso";
  private static final String UNIFIED = "boot2docker.efi";
  private static final String ARCHIVE = "initrd.img";
  private static final String COPYRIGHT = "boot/copyright.tar.xz";
  private static final String MANIFEST = "manifest.json";

  private final StepContext context;
  private final IsoInputs inputs;
  private final Initramfs initramfs;

  private IsoStep(StepContext context, IsoInputs inputs) {
    this.context = context;
    this.inputs = inputs;
    this.initramfs = new Initramfs(inputs.iso(), inputs.architecture(), context.workers());
  }

  /** Runs the step. */
  public static IsoResult run(StepContext context, IsoInputs inputs) throws IOException {
    IsoStep step = new IsoStep(context, inputs);
    Path made = context.runner().run(StepName.ISO, StepInputs.of(inputs), step::make);
    Manifest manifest = Manifest.fromJson(Files.readAllBytes(made.resolve(MANIFEST)));
    Optional<Path> unified = inputs.secureBoot().map(key -> made.resolve(UNIFIED));
    return new IsoResult(made.resolve(IMAGE), unified, manifest);
  }

  private void make(Path directory) throws IOException {
    DirectBoot.requireRoom(inputs);
    FileTree root =
        new FileTree()
            .putAll(inputs.rootfs().tree())
            .putAll(inputs.base().modules())
            .putAll(inputs.docker().tree())
            .putAll(inputs.containers().tree())
            .putAll(inputs.appliance());
    String build = build(root);
    OsRelease.write(inputs.docker().version(), build, root);
    Path archive = directory.resolve(ARCHIVE);
    Path spool = Files.createDirectories(directory.resolve("spool"));
    Squashed squashed = new Squashed(inputs.iso(), inputs.time(), context.workers());
    context
        .timings()
        .measure(
            "iso: squashed",
            () -> {
              squashed.apply(root, spool, context.listener());
              return root;
            });
    context
        .timings()
        .measure(
            "iso: initramfs",
            () -> {
              initramfs.write(root, inputs.time(), archive, spool, context.listener());
              return archive;
            });
    Manifest manifest = new ImageManifest(inputs, squashed).make(root, Files.size(archive));
    Files.write(directory.resolve(MANIFEST), manifest.toJson());
    context
        .timings()
        .measure("iso: media", () -> writeMedium(directory, archive, spool, manifest, build));
    Files.delete(archive);
  }

  /**
   * Tells this image from all others, before it is made: the sum of what boots. It is in the system
   * that runs and on the medium, so a disk can be found to be that of the system that runs.
   */
  private String build(FileTree root) throws IOException {
    return Sha256.of(
        Sha256.of(root)
            + Sha256.of(new FileTree().put("kernel", inputs.base().kernel()))
            + Sha256.of(IsoMedia.templates(inputs.iso())));
  }

  private Path writeMedium(
      Path directory, Path archive, Path spool, Manifest manifest, String build)
      throws IOException {
    FileTree medium = IsoMedia.templates(inputs.iso());
    IsoMedia media = new IsoMedia(context.store(), inputs, spool, directory.resolve(UNIFIED));
    Optional<BiosBoot> bios = media.addBios(medium);
    medium.put(BootFiles.KERNEL, inputs.base().kernel());
    medium.put(BootFiles.INITRAMFS, new RegularFile(Attributes.DATA, Content.of(archive)));
    medium.putFile(Manifest.PATH, Content.of(manifest.toJson()));
    if (inputs.iso().copyright()) {
      medium.putFile(COPYRIGHT, Content.of(copyright()));
    }
    Optional<EfiBoot> efi = media.addEfi(medium, "BOOT2DOCKER", inputs.time());
    Path image = directory.resolve(IMAGE);
    String label = "b2d-v" + inputs.docker().version();
    IsoWriter writer = new IsoWriter(new HybridIso(medium, label, build, inputs.time(), bios, efi));
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(image), 1 << 20)) {
      writer.write(out);
    }
    Folders.delete(spool);
    return image;
  }

  /** Licences want their texts to be with the programs; on the medium they take no memory. */
  private byte[] copyright() throws IOException {
    Map<String, String> texts =
        PackageDocuments.copyrights(
            context.store(), inputs.lock().installed(), context.documents());
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream xz = Xz.little(Optional.empty()).compress(packed)) {
      CopyrightArchive.write(texts, inputs.time(), xz);
    }
    return packed.toByteArray();
  }

  /**
   * What the step made.
   *
   * @param image the boot image, in the cache
   * @param unified the unified kernel image, in the cache
   * @param manifest what it is made of
   */
  public record IsoResult(Path image, Optional<Path> unified, Manifest manifest) {}
}
