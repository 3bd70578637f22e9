package org.boot2docker.builder.containers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.boot2docker.builder.description.ContainersSpec;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.text.Progress;

/** Images of registries, whose parts are kept. */
final class RegistryImages {
  private final RegistryClient client;
  private final ContentStore store;
  private final Optional<String> standard;
  private final Architecture architecture;
  private final Progress progress;

  /**
   * Images for an architecture.
   *
   * @param standard the registry of names that have none
   */
  RegistryImages(
      RegistryClient client,
      ContentStore store,
      Optional<String> standard,
      Architecture architecture,
      Progress progress) {
    this.client = client;
    this.store = store;
    this.standard = standard;
    this.architecture = architecture;
    this.progress = progress;
  }

  /** A repository of a registry. */
  private record Place(String registry, String repository) {}

  /**
   * Gets an image; what is here already is not fetched.
   *
   * @param locked the digest of the manifest to take, if the reference has no digest of its own
   */
  SourceImage image(ImageReference reference, Optional<String> locked) throws IOException {
    Place place = place(reference);
    byte[] manifest =
        locked.isPresent() && reference.digest().isEmpty()
            ? document(place, locked.get(), Optional.of(locked.get()))
            : manifest(place, reference);
    return SourceImage.ofManifest(
        reference.name(), manifest, part -> blob(place, part), architecture);
  }

  private Place place(ImageReference reference) throws BuildException {
    if (reference.registry().isPresent()) {
      return new Place(reference.registry().get(), reference.repository());
    }
    String registry =
        standard.orElseThrow(
            () ->
                new BuildException(
                    "the image "
                        + reference.name()
                        + " names no registry: give it as HOST/"
                        + reference.name()
                        + ", or say with --registry where such images are"));
    if (!ContainersSpec.isRegistry(registry)) {
      throw new BuildException("'" + registry + "' " + ContainersSpec.NO_REGISTRY);
    }
    String repository = reference.repository();
    return new Place(registry, repository.contains("/") ? repository : "library/" + repository);
  }

  private byte[] manifest(Place place, ImageReference reference) throws IOException {
    byte[] found = document(place, reference.wanted(), reference.digest());
    if (SourceImage.json(found, "the manifest of " + reference.name()).has("manifests")) {
      Descriptor own = SourceImage.platform(found, reference.name(), architecture);
      return document(place, own.digest(), Optional.of(own.digest()));
    }
    return found;
  }

  /** A manifest or an index; one that is known by its digest is kept like any part. */
  private byte[] document(Place place, String wanted, Optional<String> digest) throws IOException {
    if (digest.isPresent()) {
      Optional<byte[]> known = store.bytes(digest.get(), SourceImage.LARGEST_MANIFEST);
      if (known.isPresent()) {
        return known.get();
      }
    }
    String what = place.registry() + "/" + place.repository() + "/manifests/" + wanted;
    byte[] bytes =
        client.get(
            place.registry(),
            place.repository(),
            "manifests/" + wanted,
            MediaTypes.ACCEPTED,
            in -> limited(in, what));
    store.put(
        digest.orElse(ContentStore.digest(bytes)),
        bytes.length,
        new ByteArrayInputStream(bytes),
        what);
    return bytes;
  }

  private static byte[] limited(InputStream in, String what) throws IOException {
    byte[] bytes = in.readNBytes(SourceImage.LARGEST_MANIFEST + 1);
    if (bytes.length > SourceImage.LARGEST_MANIFEST) {
      throw new BuildException(what + " is longer than 4 MiB: it is not used");
    }
    return bytes;
  }

  private Path blob(Place place, Descriptor part) throws IOException {
    Optional<Path> known = store.find(part.digest(), part.size());
    if (known.isPresent()) {
      return known.get();
    }
    String what = place.registry() + "/" + place.repository() + "/blobs/" + part.digest();
    progress.say("fetching " + what + ", " + part.size() + " bytes");
    return client.get(
        place.registry(),
        place.repository(),
        "blobs/" + part.digest(),
        "*/*",
        in -> store.put(part.digest(), part.size(), in, what));
  }
}
