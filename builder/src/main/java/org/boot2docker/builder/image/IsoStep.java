package org.boot2docker.builder.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.boot2docker.builder.image.BaseStep.BaseResult;
import org.boot2docker.builder.image.DockerStep.DockerResult;
import org.boot2docker.builder.image.RootfsStep.RootfsResult;
import org.boot2docker.builder.lock.Lock;
import org.boot2docker.builder.step.StepCache;
import org.boot2docker.builder.step.StepInputs;
import org.boot2docker.builder.step.StepName;
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
  private static final String ARCHIVE = "initrd.img";
  private static final String MANIFEST = "manifest.json";

  private final StepContext context;
  private final Lock lock;
  private final Instant time;
  private final Initramfs initramfs;

  /**
   * The step.
   *
   * @param time of every file in the image
   * @param workers threads for compression
   */
  public IsoStep(StepContext context, Lock lock, Instant time, int workers) {
    this.context = context;
    this.lock = lock;
    this.time = time;
    this.initramfs = new Initramfs(context.description().iso(), context.architecture(), workers);
  }

  /** Runs the step. */
  public IsoResult run(BaseResult base, RootfsResult rootfs, DockerResult docker)
      throws IOException {
    StepInputs inputs = inputs(base, rootfs, docker);
    Path made =
        context
            .runner()
            .run(StepName.ISO, inputs, directory -> make(directory, base, rootfs, docker));
    Manifest manifest = Manifest.fromJson(Files.readAllBytes(made.resolve(MANIFEST)));
    return new IsoResult(made.resolve(IMAGE), manifest);
  }

  private StepInputs inputs(BaseResult base, RootfsResult rootfs, DockerResult docker)
      throws IOException {
    StepInputs inputs =
        context
            .inputs()
            .add("name", context.description().name())
            .add("base", base.key())
            .add("rootfs", rootfs.key())
            .add("docker", docker.key())
            .add("profile", context.description().profile())
            .add("compression", initramfs.settings())
            .add("media", Sha256.of(IsoMedia.templates(context.description().iso())))
            .add("time", time.toString());
    StepContext.addPackages(inputs, lock.loaders());
    return inputs;
  }

  private void make(Path directory, BaseResult base, RootfsResult rootfs, DockerResult docker)
      throws IOException {
    FileTree root =
        new FileTree().putAll(rootfs.tree()).putAll(base.modules()).putAll(docker.tree());
    Path archive = directory.resolve(ARCHIVE);
    Path spool = Files.createDirectories(directory.resolve("spool"));
    context
        .timings()
        .measure(
            "iso: initramfs",
            () -> {
              initramfs.write(root, time, archive, spool, context.listener());
              return archive;
            });
    Manifest manifest =
        new ImageManifest(context, lock, time).make(base, rootfs, docker, Files.size(archive));
    Files.write(directory.resolve(MANIFEST), manifest.toJson());
    context
        .timings()
        .measure(
            "iso: media", () -> writeMedium(directory, archive, base, docker.version(), manifest));
    Files.delete(archive);
  }

  private Path writeMedium(
      Path directory, Path archive, BaseResult base, String version, Manifest manifest)
      throws IOException {
    Path spool = directory.resolve("spool");
    FileTree medium = IsoMedia.templates(context.description().iso());
    IsoMedia media = new IsoMedia(context, lock.loaders(), spool);
    Optional<BiosBoot> bios = media.addBios(medium);
    medium.put(BootFiles.KERNEL, base.kernel());
    medium.put(BootFiles.INITRAMFS, new RegularFile(Attributes.DATA, Content.of(archive)));
    medium.putFile(Manifest.PATH, Content.of(manifest.toJson()));
    Optional<EfiBoot> efi = media.addEfi(medium, "BOOT2DOCKER", time);
    Path image = directory.resolve(IMAGE);
    HybridIso iso = new HybridIso(medium, "b2d-v" + version, time, bios, efi);
    IsoWriter writer = new IsoWriter(iso);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(image), 1 << 20)) {
      writer.write(out);
    }
    StepCache.deleteAll(spool);
    return image;
  }

  /**
   * What the step made.
   *
   * @param image the boot image, in the cache
   * @param manifest what it is made of
   */
  public record IsoResult(Path image, Manifest manifest) {}
}
