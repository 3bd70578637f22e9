package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.boot2docker.builder.release.TrustedKeys;
import org.boot2docker.builder.release.Verification;
import org.boot2docker.builder.step.BuildException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whose releases a user trusts. */
final class TrustOptions {

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description =
          "A public key of OpenPGP, minisign or signify that you trust; can be given several times"
              + " (default: all files in ~/.boot2docker/keys).")
  List<Path> keys = List.of();

  @Option(
      names = "--require",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many of these keys must have signed (default: ${DEFAULT-VALUE}).")
  int require;

  @Option(
      names = "--unsigned",
      description = "Check no signature: then whoever made the release may be anybody.")
  boolean unsigned;

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  /** Checks the options themselves, before anything else is done. */
  void requirePossible() {
    if (require < 1) {
      throw usage("--require " + require + " is no number of keys: give 1 or more");
    }
    boolean demands = spec.commandLine().getParseResult().hasMatchedOption("--require");
    if (unsigned && (demands || !keys.isEmpty())) {
      throw usage("--unsigned checks no signature: leave it out, or --key and --require");
    }
  }

  private ParameterException usage(String line) {
    return new ParameterException(spec.commandLine(), line);
  }

  /**
   * Reads the keys, before anything is fetched.
   *
   * @param release as the user named it
   * @return nothing when no signature is to be checked
   */
  Optional<TrustedKeys> keys(String release) throws IOException {
    if (unsigned) {
      return Optional.empty();
    }
    Path usual = ReleasedImages.keys(System.getenv());
    TrustedKeys trusted = keys.isEmpty() ? TrustedKeys.inFolder(usual) : TrustedKeys.read(keys);
    if (trusted.isEmpty()) {
      throw new BuildException(
          "no key says who made "
              + release
              + ": give the maker's public key with --key, put it into "
              + usual
              + ", or check the sums only with --unsigned");
    }
    return Optional.of(trusted);
  }

  /** Of signatures that others than the maker may have added, with these keys. */
  static Set<String> endings(Optional<TrustedKeys> trusted) {
    return trusted.isEmpty() ? Set.of() : trusted.get().endings();
  }

  /**
   * Checks the signatures of a release's sums.
   *
   * @param trusted the keys, as read before
   * @param release as the user named it
   * @param folder with the sums
   * @return the keys that signed them; none when no signature is to be checked
   */
  Set<String> signers(Optional<TrustedKeys> trusted, String release, Path folder)
      throws IOException {
    return trusted.isEmpty()
        ? Set.of()
        : Verification.signatures(release, folder, trusted.get(), require);
  }

  /** Who signed, in words. */
  String said(Set<String> signers) {
    return unsigned ? "signatures were not checked" : "signed by " + String.join(", ", signers);
  }
}
