package org.boot2docker.builder.containers;

import java.io.IOException;
import java.net.ProxySelector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.builder.description.ContainersSpec;
import org.boot2docker.builder.description.ImageSource;
import org.boot2docker.builder.lock.LockedImage;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.Architecture;
import org.boot2docker.debian.download.Retry;
import org.boot2docker.formats.file.TemporaryFolder;
import org.boot2docker.formats.text.Progress;

/** The container images of a boot image, on this machine until this is closed. */
public final class Containers implements AutoCloseable {
  /** Nothing received for this long is a stalled connection. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Surroundings surroundings;
  private final Optional<List<LockedImage>> locked;
  private final RegistryImages registries;
  private final List<TemporaryFolder> unpacked = new ArrayList<>();
  private final Map<String, SourceImage> images = new LinkedHashMap<>();

  private Containers(
      ContainersSpec spec, Optional<List<LockedImage>> locked, Surroundings surroundings) {
    this.surroundings = surroundings;
    this.locked = locked;
    RegistryClient client =
        new RegistryClient(
            surroundings.proxies(),
            PATIENCE,
            Retry.DEFAULT,
            surroundings.credentials(),
            surroundings.progress());
    this.registries =
        new RegistryImages(
            client,
            new ContentStore(surroundings.cache()),
            spec.registry(),
            surroundings.architecture(),
            surroundings.progress());
  }

  /**
   * What they are fetched with.
   *
   * @param cache directory for parts of images
   * @param architecture of the images
   * @param proxies which proxy to use for what
   * @param credentials who we are to registries
   * @param progress receives a line for each part that is fetched
   */
  public record Surroundings(
      Path cache,
      Architecture architecture,
      ProxySelector proxies,
      Credentials credentials,
      Progress progress) {}

  /**
   * Fetches images, or reads them from files.
   *
   * @param locked those that they must be; without it the newest
   * @throws BuildException when an image can't be had, is another one than that of the lock, or is
   *     in the lock alone
   * @throws IOException when a file can't be read or the network fails for good
   */
  public static Containers fetch(
      ContainersSpec spec, Optional<List<LockedImage>> locked, Surroundings surroundings)
      throws IOException {
    Containers containers = new Containers(spec, locked, surroundings);
    try {
      for (ImageSource source : spec.images()) {
        containers.add(source);
      }
      containers.requireAllOfTheLock();
      return containers;
    } catch (IOException | RuntimeException e) {
      containers.close();
      throw e;
    }
  }

  /** The images, each name once. */
  public List<SourceImage> images() {
    return List.copyOf(images.values());
  }

  private void add(ImageSource source) throws IOException {
    for (SourceImage image : read(source)) {
      SourceImage other = images.put(image.name(), image);
      if (other != null && !other.id().equals(image.id())) {
        throw new BuildException(
            "two different images are called " + image.name() + ": leave one of them out");
      }
      if (locked.isPresent() && !locked(image.name()).id().equals(image.id())) {
        throw new BuildException(
            "the image "
                + image.name()
                + " is "
                + image.id()
                + ", and the lock has "
                + locked(image.name()).id()
                + ": give that one, or renew the lock with 'boot2docker lock'");
      }
    }
  }

  private void requireAllOfTheLock() throws BuildException {
    for (LockedImage each : locked.orElse(List.of())) {
      if (!images.containsKey(each.name())) {
        throw new BuildException(
            "the lock has the image %s, which neither the description nor an option names: give --image %s, or renew the lock with 'boot2docker lock'"
                .formatted(each.name(), each.name()));
      }
    }
  }

  private List<SourceImage> read(ImageSource source) throws IOException {
    Optional<String> name = Optional.empty();
    if (source.name().isPresent()) {
      name = Optional.of(ImageReference.parse(source.name().get()).name());
    }
    if (source.path().isEmpty()) {
      ImageReference reference = ImageReference.parse(source.text());
      Optional<String> manifest = Optional.empty();
      if (locked.isPresent()) {
        manifest = Optional.of(locked(reference.name()).manifest()).filter(d -> !d.isEmpty());
      }
      return List.of(registries.image(reference, manifest));
    }
    Path path = source.path().get();
    if (Files.isRegularFile(path.resolve(OciLayout.INDEX))) {
      return new OciLayout(path, path.toString(), surroundings.architecture()).images(name);
    }
    if (Files.isRegularFile(path)) {
      return SavedImages.read(path, folder(), name, surroundings.architecture());
    }
    throw new BuildException(
        path
            + (Files.exists(path) ? " is no OCI image layout: it has no index.json" : " is missing")
            + ": give an OCI image layout or a file of 'docker save'");
  }

  private LockedImage locked(String name) throws BuildException {
    return locked.orElseThrow().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new BuildException(
                    "the lock does not have the image "
                        + name
                        + ": renew it with 'boot2docker lock'"));
  }

  private Path folder() throws IOException {
    TemporaryFolder folder =
        TemporaryFolder.beside(surroundings.cache().resolve("unpacked"), "unpacked-");
    unpacked.add(folder);
    return folder.path();
  }

  @Override
  public void close() throws IOException {
    for (TemporaryFolder folder : unpacked) {
      folder.close();
    }
    unpacked.clear();
  }
}
