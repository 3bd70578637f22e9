package org.boot2docker.builder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.boot2docker.builder.SideBySide.Both;
import org.boot2docker.builder.containers.Appliance;
import org.boot2docker.builder.containers.Containers;
import org.boot2docker.builder.containers.Credentials;
import org.boot2docker.builder.description.ContainersSpec;
import org.boot2docker.builder.description.Description;
import org.boot2docker.builder.description.DescriptionReader;
import org.boot2docker.builder.image.BaseInputs;
import org.boot2docker.builder.image.BaseResult;
import org.boot2docker.builder.image.BaseStep;
import org.boot2docker.builder.image.ContainersResult;
import org.boot2docker.builder.image.ContainersStep;
import org.boot2docker.builder.image.DockerChoices;
import org.boot2docker.builder.image.DockerResult;
import org.boot2docker.builder.image.EngineStep;
import org.boot2docker.builder.image.ImageInputs;
import org.boot2docker.builder.image.IsoStep;
import org.boot2docker.builder.image.IsoStep.IsoResult;
import org.boot2docker.builder.image.ModulePack;
import org.boot2docker.builder.image.ProgramFiles;
import org.boot2docker.builder.image.RootfsResult;
import org.boot2docker.builder.image.RootfsStep;
import org.boot2docker.builder.image.StepContext;
import org.boot2docker.builder.image.StepRunner;
import org.boot2docker.builder.kernel.Toolchain;
import org.boot2docker.builder.lock.Lock;
import org.boot2docker.builder.lock.LockFile;
import org.boot2docker.builder.lock.LockedImage;
import org.boot2docker.builder.packages.LockedPlan;
import org.boot2docker.builder.packages.PackageDocuments;
import org.boot2docker.builder.packages.PackagePlan;
import org.boot2docker.builder.packages.PackageStore;
import org.boot2docker.builder.packages.ResolvedPlan;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.builder.step.BuildListener;
import org.boot2docker.builder.step.StepCache;
import org.boot2docker.builder.step.Timings;
import org.boot2docker.contract.Architecture;
import org.boot2docker.debian.archive.Archive;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.debian.download.BlobCache;
import org.boot2docker.debian.sources.Proxies;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.formats.file.Sha256;

/** Builds an image, or the lock for one. */
public final class ImageBuilder {

  private static final String COMPOSE = "usr/libexec/docker/cli-plugins/docker-compose";

  private static final String ISO = ".iso";
  private static final String EFI = ".efi";

  private static final String IMAGES = "images";
  private static final String LOGS = "logs";
  private static final String COMPILED = "go";
  private static final String DOCUMENTS = "documents";

  private final BuildRequest request;
  private final BuildListener listener;
  private final Timings timings = new Timings();

  private ImageBuilder(BuildRequest request, BuildListener listener) {
    this.request = request;
    this.listener = listener;
  }

  /**
   * Builds an image.
   *
   * @throws BuildException when description, lock or packages don't make an image
   * @throws IOException when the archive can't be read or trusted, or the output not be written
   */
  public static BuildResult build(BuildRequest request, BuildListener listener) throws IOException {
    ImageBuilder builder = new ImageBuilder(request, listener);
    AtomicFile.check(request.output());
    if (request.secureBoot().isPresent()) {
      AtomicFile.check(builder.unifiedOutput());
    }
    return builder.build();
  }

  /**
   * Resolves the newest packages into a lock; they are fetched and checked, so a build from the
   * lock needs no network.
   */
  public static Lock lock(BuildRequest request, BuildListener listener) throws IOException {
    return new ImageBuilder(request, listener).lock();
  }

  /**
   * Writes the module pack: a squashfs with the kernel modules of the image and more, below the
   * name of their kernel's release.
   *
   * @return what was written
   * @throws BuildException when description, lock or packages don't make one
   */
  public static ModulePack modulePack(BuildRequest request, BuildListener listener)
      throws IOException {
    AtomicFile.check(request.output());
    return new ImageBuilder(request, listener).modulePack();
  }

  /** A step that can be made without the others. */
  public enum Part {
    /** The kernel. */
    BASE,
    /** User land. */
    ROOTFS
  }

  /**
   * Makes one step only, whose result a later build finds in the cache. Of a lock, only the
   * packages of this step count.
   */
  public static void prepare(BuildRequest request, Part part, BuildListener listener)
      throws IOException {
    new ImageBuilder(request, listener).prepare(part);
  }

  private void prepare(Part part) throws IOException {
    try (StepCache steps = steps()) {
      Opened opened = open(steps);
      PackagePlan plan =
          timings.measure("packages: resolve", () -> plan(opened.description(), opened.archive()));
      if (part == Part.BASE) {
        Optional<Toolchain.Versions> toolchain = toolchain(opened);
        opened.store().fetch(plan.base());
        BaseStep.run(opened.context(), opened.inputs().base(plan.base(), toolchain));
      } else {
        opened.store().fetch(plan.rootfs());
        RootfsStep.run(opened.context(), opened.inputs().rootfs(plan.rootfs()));
      }
    }
  }

  /**
   * Deletes what no build has used in a cache since a time: packages and indexes, parts of
   * container images, copyright files of packages, and logs; and what killed runs have left.
   *
   * @return how many bytes they had
   */
  public static long prune(Path cache, Instant since) throws IOException {
    long freed = CacheFolder.tidy(cache) + packages(cache).prune(since);
    for (String folder : List.of(IMAGES, LOGS, DOCUMENTS)) {
      freed += BlobCache.prune(cache.resolve(folder), since);
    }
    return freed;
  }

  private static BlobCache packages(Path cache) {
    return new BlobCache(cache.resolve("packages"));
  }

  /**
   * What comes with the packages of a lock and isn't in the image: copyright files, the
   * configuration of the kernel.
   */
  public static PackageDocuments documents(BuildRequest request, Lock lock, BuildListener listener)
      throws IOException {
    ImageBuilder builder = new ImageBuilder(request, listener);
    try (StepCache steps = builder.steps()) {
      PackageStore store = builder.open(steps).store();
      return PackageDocuments.read(store, lock, request.steps().resolveSibling(DOCUMENTS));
    }
  }

  private ModulePack modulePack() throws IOException {
    try (StepCache steps = steps()) {
      Opened opened = open(steps);
      opened.inputs().requirePack();
      Optional<Toolchain.Versions> toolchain = toolchain(opened);
      PackagePlan plan =
          timings.measure("packages: resolve", () -> plan(opened.description(), opened.archive()));
      BaseInputs inputs = opened.inputs().pack(plan.base(), toolchain);
      opened.store().fetch(plan.base());
      BaseResult base = BaseStep.run(opened.context(), inputs);
      Instant newest = opened.store().newest(plan.base());
      return ModulePack.write(base, newest, opened.context().workers(), request.output(), listener);
    }
  }

  /** The parts of an image that the lock depends on. */
  private record Parts(
      StepContext context,
      ImageInputs inputs,
      Lock lock,
      BaseResult base,
      RootfsResult rootfs,
      DockerResult docker,
      ContainersResult containers,
      Appliance appliance) {}

  private BuildResult build() throws IOException {
    request.secureBoot().flatMap(key -> key.warning(Instant.now())).ifPresent(listener::warning);
    try (StepCache steps = steps()) {
      Parts parts = parts(steps);
      IsoResult iso = iso(parts);
      Optional<Path> unified = iso.unified().map(from -> unifiedOutput());
      timings.measure("output", () -> copy(iso.image(), request.output()));
      if (unified.isPresent()) {
        copy(iso.unified().get(), unified.get());
      }
      return new BuildResult(
          request.output(),
          unified,
          Files.size(request.output()),
          sha256(request.output()),
          parts.lock(),
          iso.manifest(),
          timings.phases());
    }
  }

  private Lock lock() throws IOException {
    try (StepCache steps = steps()) {
      Parts parts = parts(steps);
      // The engine may come from the cache of steps, and a later build from the lock may not.
      parts.context().store().fetch(parts.lock().engine());
      return parts.lock();
    }
  }

  private StepCache steps() throws IOException {
    return StepCache.open(request.steps(), Clock.systemUTC(), listener);
  }

  /** A description and an archive that were read, before anything is made of them. */
  private record Opened(
      Description description,
      Archive archive,
      PackageStore store,
      StepContext context,
      ImageInputs inputs) {}

  private Opened open(StepCache steps) throws IOException {
    Description description =
        DescriptionReader.read(
                request.distribution(),
                request.additions(),
                request.profile(),
                request.architecture())
            .with(request.containers())
            .withRegistry(request.registry());
    if (request.secureBoot().isPresent()) {
      description = description.unified();
    }
    Archive archive =
        ArchiveOpener.open(
            request.distribution(),
            request.sources(),
            description,
            packages(request.cache()),
            Clock.systemUTC(),
            listener);
    PackageStore store = new PackageStore(archive);
    ImageInputs inputs =
        new ImageInputs(
            description,
            request.architecture(),
            ProgramFiles.of(request.programs(), request.architecture()),
            ProgramFiles.linked(request.programs(), request.architecture()),
            ImageInputs.Tools.read());
    return new Opened(description, archive, store, context(store, steps), inputs);
  }

  private Optional<Toolchain.Versions> toolchain(Opened opened) throws IOException {
    return BaseStep.require(
        opened.description().base(), request.architecture(), request.sources().environment());
  }

  private Parts parts(StepCache steps) throws IOException {
    Opened opened = open(steps);
    Description description = opened.description();
    PackageStore store = opened.store();
    StepContext context = opened.context();
    ImageInputs inputs = opened.inputs();
    Optional<Toolchain.Versions> toolchain = toolchain(opened);
    EngineStep.require(description.docker().engine());
    if (description.containers().compose().isPresent()) {
      Appliance.require(description.containers().compose().get());
    }
    // Before anything that takes long: names of images are easily mistyped.
    ContainersResult containers = timings.measure("images", () -> containers(opened));
    PackagePlan plan =
        timings.measure("packages: resolve", () -> plan(description, opened.archive()));
    if (plan instanceof LockedPlan locked) {
      locked.requireLoaders(description.iso());
    }
    timings.measure("packages: fetch", () -> fetch(plan, store));
    Both<BaseResult, UserLand> both =
        SideBySide.run(
            () -> BaseStep.run(context, inputs.base(plan.base(), toolchain)),
            () -> userLand(context, inputs, plan));
    RootfsResult rootfs = both.second().rootfs();
    DockerResult docker = both.second().docker();
    Lock debians =
        new Lock(
            request.architecture(),
            plan.base(),
            plan.rootfs(),
            docker.packages(),
            docker.sources(),
            plan.loaders(),
            containers.images());
    Lock lock = debians.with(ForeignSuites.of(description, debians.all()));
    return new Parts(
        context,
        inputs,
        lock,
        both.first(),
        rootfs,
        docker,
        containers,
        appliance(description, containers, docker));
  }

  private ContainersResult containers(Opened opened) throws IOException {
    ContainersSpec spec = opened.description().containers();
    Optional<List<LockedImage>> locked = Optional.empty();
    if (request.lock().isPresent()) {
      locked = Optional.of(LockFile.read(request.lock().get()).images());
    }
    Map<String, String> environment = request.sources().environment();
    Containers.Surroundings surroundings =
        new Containers.Surroundings(
            request.cache().resolve(IMAGES),
            request.architecture(),
            Proxies.of(environment),
            new Credentials(environment),
            listener);
    try (Containers containers = Containers.fetch(spec, locked, surroundings)) {
      return ContainersStep.run(
          opened.context(), opened.inputs().containers(containers.images()), containers.images());
    }
  }

  private Appliance appliance(
      Description description, ContainersResult containers, DockerResult docker)
      throws IOException {
    Optional<Path> compose = description.containers().compose();
    if (compose.isEmpty()) {
      return Appliance.NONE;
    }
    if (docker.tree().get(COMPOSE).isEmpty()) {
      throw new BuildException(
          "the profile "
              + description.profile()
              + " has no docker compose, which starts "
              + compose.get()
              + ": give --profile default or small, or add the package docker-compose to"
              + " iso.docker.packages");
    }
    Set<String> names =
        containers.images().stream().map(LockedImage::name).collect(Collectors.toSet());
    Appliance appliance = Appliance.of(compose.get(), names);
    for (String absent : appliance.absent()) {
      listener.warning(
          compose.get()
              + " wants the image "
              + absent
              + ", which Docker will pull at boot: give --image "
              + absent
              + " to have it without network");
    }
    return appliance;
  }

  /** What runs on the kernel, and has nothing to do with how that is made. */
  private record UserLand(RootfsResult rootfs, DockerResult docker) {}

  private static UserLand userLand(StepContext context, ImageInputs inputs, PackagePlan plan)
      throws IOException {
    RootfsResult rootfs = RootfsStep.run(context, inputs.rootfs(plan.rootfs()));
    return new UserLand(rootfs, new DockerChoices(context, inputs, rootfs).choose(plan));
  }

  private StepContext context(PackageStore store, StepCache steps) {
    return new StepContext(
        store,
        new StepRunner(steps, listener, timings),
        listener,
        timings,
        request.sources().environment(),
        request.cache().resolve(LOGS),
        request.steps().resolveSibling(COMPILED),
        request.steps().resolveSibling(DOCUMENTS),
        request.workers());
  }

  private PackagePlan plan(Description description, Archive archive) throws IOException {
    if (request.lock().isEmpty()) {
      listener.say("packages: reading the indexes of all suites");
      return ResolvedPlan.of(description, request.architecture(), archive);
    }
    Path file = request.lock().get();
    Lock lock = LockFile.read(file);
    if (lock.architecture() != request.architecture()) {
      throw new BuildException(
          file
              + " is for "
              + lock.architecture().debianName()
              + ", not "
              + request.architecture().debianName()
              + ": give --arch or another lock file");
    }
    LockedPlan plan = new LockedPlan(lock);
    if (description.docker().engine().isPresent()) {
      plan.requireCompiler(Architecture.host());
    }
    return plan;
  }

  private static int fetch(PackagePlan plan, PackageStore store) throws IOException {
    List<LockedPackage> wanted = new ArrayList<>(plan.base());
    wanted.addAll(plan.rootfs());
    wanted.addAll(plan.loaders());
    store.fetch(wanted);
    return wanted.size();
  }

  private IsoResult iso(Parts parts) throws IOException {
    Instant newest = parts.context().store().newest(parts.lock().installed());
    return IsoStep.run(
        parts.context(),
        parts
            .inputs()
            .iso(
                parts.lock(),
                newest,
                parts.base(),
                parts.rootfs(),
                parts.docker(),
                parts.containers(),
                parts.appliance(),
                request.secureBoot()));
  }

  /** Beside the image: {@code boot2docker.efi}. */
  private Path unifiedOutput() {
    String name = request.output().getFileName().toString();
    String base = name.endsWith(ISO) ? name.substring(0, name.length() - ISO.length()) : name;
    return request.output().resolveSibling(base + EFI);
  }

  private static Path copy(Path file, Path to) throws IOException {
    AtomicFile.write(
        to,
        out -> {
          try (InputStream in = Files.newInputStream(file)) {
            in.transferTo(out);
          }
        });
    return to;
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Sha256.of(in);
    }
  }
}
