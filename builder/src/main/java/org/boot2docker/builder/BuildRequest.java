package org.boot2docker.builder;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.builder.description.ContainersSpec;
import org.boot2docker.builder.secureboot.SigningKey;
import org.boot2docker.builder.step.GuestPrograms;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.compress.Zstd;

/**
 * What to build, from what, and where to.
 *
 * @param distribution directory with the description
 * @param additions the user's own descriptions, laid over the distribution's
 * @param architecture of the image
 * @param profile the name of the profile that is laid over the description
 * @param output the image
 * @param cache directory for packages
 * @param steps directory for the results of steps; what else a build makes and keeps lies beside it
 * @param lock build exactly the packages of this lock file
 * @param sources where packages come from
 * @param programs the guest's native programs
 * @param containers container images and an application, beside those of the description
 * @param registry of images whose names have no host, where neither {@code containers} nor the
 *     description names one
 * @param secureBoot signs a unified kernel image, which then boots with UEFI
 * @param workers threads for compression, 1 to {@link #MOST_WORKERS}; the result does not depend on
 *     it
 */
public record BuildRequest(
    Path distribution,
    List<Path> additions,
    Architecture architecture,
    String profile,
    Path output,
    Path cache,
    Path steps,
    Optional<Path> lock,
    Sources sources,
    GuestPrograms programs,
    ContainersSpec containers,
    Optional<String> registry,
    Optional<SigningKey> secureBoot,
    int workers) {
  /** As many threads as the compression takes. */
  public static final int MOST_WORKERS = Zstd.MOST_WORKERS;

  /** The same build, with the results of steps in another directory. */
  public BuildRequest withSteps(Path other) {
    return new BuildRequest(
        distribution,
        additions,
        architecture,
        profile,
        output,
        cache,
        other,
        lock,
        sources,
        programs,
        containers,
        registry,
        secureBoot,
        workers);
  }

  /**
   * Where packages come from and whom to trust.
   *
   * @param mirror URL of the main archive; without it the environment's, the description's, then
   *     the machine's own
   * @param securityMirror URL of the security archive; without it the environment's or the
   *     machine's
   * @param repositories URLs of repositories that are not Debian's, by name
   * @param repositoryKeys files of the keys that may sign them, by name
   * @param archiveUrls more places to look for packages that the mirror no longer has
   * @param environment the environment variables
   * @param keyring a file with the archive's keys, instead of the machine's
   * @param strict whether to allow no suite beyond its Valid-Until
   */
  public record Sources(
      Optional<String> mirror,
      Optional<String> securityMirror,
      Map<String, String> repositories,
      Map<String, Path> repositoryKeys,
      List<String> archiveUrls,
      Map<String, String> environment,
      Optional<Path> keyring,
      boolean strict) {}
}
