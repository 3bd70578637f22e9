package org.boot2docker.builder.description;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.formats.tree.PathPatterns;

/**
 * What an image is made of and where each part comes from.
 *
 * @param name the image's name
 * @param mirror URL of the archive when neither an option nor the environment says so
 * @param repositories apt repositories that are not Debian's, by name
 * @param suites the suites that the other parts name, by name
 * @param stable suites of kernel, user land and boot loaders
 * @param exclude patterns of paths that are never unpacked
 * @param base the first step
 * @param rootfs the second step
 * @param docker the first half of the third step
 * @param iso the second half of the third step
 * @param containers what Docker has and starts at boot
 * @param profile the name of the profile that was laid over the rest
 */
public record Description(
    String name,
    Optional<String> mirror,
    Map<String, RepositorySpec> repositories,
    Map<String, SuiteSpec> suites,
    List<String> stable,
    PathPatterns exclude,
    BaseSpec base,
    RootfsSpec rootfs,
    DockerSpec docker,
    IsoSpec iso,
    ContainersSpec containers,
    String profile) {
  /** What names of images and profiles, and of files of a release, are made of. */
  public static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+~-]*");

  /** The same with a registry of images whose names have no host, if it names none itself. */
  public Description withRegistry(Optional<String> usual) {
    return replaced(new ContainersSpec(List.of(), Optional.empty(), usual).and(containers));
  }

  /** The same with more containers. */
  public Description with(ContainersSpec more) {
    return replaced(containers.and(more));
  }

  /**
   * The same with a unified kernel image in the place of a boot loader for UEFI.
   *
   * @throws BuildException when there is no stub to make it of
   */
  public Description unified() throws BuildException {
    if (iso.uki().isEmpty()) {
      throw new BuildException(
          "the description has no stub for a unified kernel image: name its package under"
              + " iso.loaders.ARCHITECTURE.uki, or leave out --secure-boot-key");
    }
    return replaced(iso.unified(), containers);
  }

  private Description replaced(ContainersSpec others) {
    return replaced(iso, others);
  }

  private Description replaced(IsoSpec media, ContainersSpec others) {
    return new Description(
        name,
        mirror,
        repositories,
        suites,
        stable,
        exclude,
        base,
        rootfs,
        docker,
        media,
        others,
        profile);
  }
}
