package org.boot2docker.builder.image;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.boot2docker.builder.containers.Appliance;
import org.boot2docker.builder.containers.SourceImage;
import org.boot2docker.builder.description.BaseSpec;
import org.boot2docker.builder.description.Description;
import org.boot2docker.builder.kernel.Toolchain;
import org.boot2docker.builder.lock.Lock;
import org.boot2docker.builder.secureboot.SigningKey;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.builder.step.ToolIdentity;
import org.boot2docker.contract.Architecture;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.image.Manifest;

/** Takes the inputs of each step from a description. */
public final class ImageInputs {
  private final Description description;
  private final Architecture architecture;
  private final FileTree programs;
  private final List<Manifest.Linked> linked;
  private final Tools tools;

  /**
   * Inputs of an image's steps.
   *
   * @param programs this tool's own programs for the guest, at their places in the image
   * @param linked libraries in these programs
   * @param tools the classes that do each step's work
   */
  public ImageInputs(
      Description description,
      Architecture architecture,
      FileTree programs,
      List<Manifest.Linked> linked,
      Tools tools) {
    this.description = description;
    this.architecture = architecture;
    this.programs = programs;
    this.linked = linked;
    this.tools = tools;
  }

  /**
   * Sums of the classes that do the steps' work.
   *
   * @param base of the kernel as Debian has compiled it
   * @param kernel of a kernel that is compiled
   * @param rootfs of user land
   * @param engine of Docker's programs that are compiled
   * @param docker of Docker
   * @param containers of the archive of container images
   * @param iso of initramfs and medium
   */
  public record Tools(
      String base,
      String kernel,
      String rootfs,
      String engine,
      String docker,
      String containers,
      String iso) {

    /** The classes of this tool. */
    public static Tools read() throws IOException {
      return new Tools(
          ToolIdentity.of(BaseStep.class),
          ToolIdentity.of(SourceKernel.class, SourceKernel.CLASSES),
          ToolIdentity.of(RootfsStep.class),
          ToolIdentity.of(EngineStep.class, EngineStep.CLASSES),
          ToolIdentity.of(DockerStep.class),
          ToolIdentity.of(ContainersStep.class),
          ToolIdentity.of(IsoStep.class));
    }
  }

  /**
   * Those of the kernel.
   *
   * @param toolchain what compiles it, if it is compiled
   */
  public BaseInputs base(List<LockedPackage> packages, Optional<Toolchain.Versions> toolchain) {
    return base(description.base(), packages, toolchain);
  }

  /**
   * Those of the kernel with the modules of the module pack.
   *
   * @param toolchain what compiles it, if it is compiled
   */
  public BaseInputs pack(List<LockedPackage> packages, Optional<Toolchain.Versions> toolchain) {
    return base(description.base().whole(), packages, toolchain);
  }

  /**
   * Checks, before anything is fetched, that a module pack would have more than the image.
   *
   * @throws BuildException when it would not
   */
  public void requirePack() throws BuildException {
    if (description.base().pack().isEmpty()) {
      throw new BuildException(
          "the profile "
              + description.profile()
              + " has all modules of its kernel in the image: give another --profile, or name"
              + " modules under base.pack (base.source-pack for a kernel from source)");
    }
  }

  private BaseInputs base(
      BaseSpec spec, List<LockedPackage> packages, Optional<Toolchain.Versions> toolchain) {
    if (spec instanceof BaseSpec.Source source) {
      return new BaseInputs.Source(
          tools.kernel(), architecture, source, packages, toolchain.orElseThrow());
    }
    return new BaseInputs.Packaged(tools.base(), architecture, (BaseSpec.Packaged) spec, packages);
  }

  /** Those of user land. */
  public RootfsInputs rootfs(List<LockedPackage> packages) {
    return new RootfsInputs(
        tools.rootfs(),
        architecture,
        description.exclude(),
        description.rootfs(),
        packages,
        programs);
  }

  /** Those of Docker's programs that are compiled; nothing when they are Debian's. */
  public Optional<EngineInputs> engine(List<LockedPackage> packages) {
    return description
        .docker()
        .engine()
        .map(engine -> new EngineInputs(tools.engine(), architecture, engine, packages));
  }

  /**
   * Those of Docker.
   *
   * @param engine the programs that were compiled, if any were
   * @param sources what they were compiled from, among which may be what has the version
   */
  public DockerInputs docker(
      List<LockedPackage> packages,
      Optional<EngineResult> engine,
      List<LockedPackage> sources,
      RootfsResult rootfs) {
    return new DockerInputs(
        tools.docker(),
        architecture,
        description.exclude(),
        description.rootfs().stubs(),
        description.docker().contents(),
        packages,
        engine,
        sources,
        rootfs);
  }

  /** Those of the archive of container images. */
  public ContainersInputs containers(List<SourceImage> images) {
    return new ContainersInputs(
        tools.containers(),
        description.iso().compression(),
        images.stream().map(ContainersInputs.Image::of).toList());
  }

  /**
   * Those of initramfs and medium.
   *
   * @param time of every file in the image
   * @param secureBoot signs what boots with UEFI
   */
  public IsoInputs iso(
      Lock lock,
      Instant time,
      BaseResult base,
      RootfsResult rootfs,
      DockerResult docker,
      ContainersResult containers,
      Appliance appliance,
      Optional<SigningKey> secureBoot) {
    return new IsoInputs(
        tools.iso(),
        architecture,
        description.name(),
        description.profile(),
        description.exclude(),
        description.iso(),
        linked,
        lock,
        time,
        base,
        rootfs,
        docker,
        containers,
        appliance.tree(),
        secureBoot);
  }
}
