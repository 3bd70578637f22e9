package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.boot2docker.builder.release.KeptSums;
import org.boot2docker.builder.release.TrustedKeys;
import org.boot2docker.builder.release.Verification;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.text.Progress;

/** Images that were not built here but got from a release: its sums lie beside them. */
final class ReleasedImages {
  private ReleasedImages() {}

  /**
   * Verifies an image whose release's sums lie beside it, and their signature when the user trusts
   * any key.
   *
   * @throws IOException when the image is another one, or no trusted key has signed its sums
   */
  static void check(Path image, Map<String, String> environment, Progress progress)
      throws IOException {
    Optional<Path> kept = KeptSums.check(image);
    if (kept.isPresent()) {
      checkKept(image, kept.get(), environment, progress);
      return;
    }
    Path folder = keys(environment);
    TrustedKeys keys = TrustedKeys.inFolder(folder);
    if (!Verification.sha256(image)) {
      if (!keys.isEmpty() && !wasBuiltHere(image)) {
        progress.say(
            image
                + " was not verified, since no sums of a release lie beside it: get it with"
                + " boot2docker download, or put SHA256SUMS and its signature into its folder");
      }
      return;
    }
    if (keys.isEmpty()) {
      progress.say(
          image
              + " has the sum of its release; nobody's signature was checked, since there is no key"
              + " in "
              + folder);
      return;
    }
    Verification.signatures(image.toString(), Verification.folderOf(image), keys, 1);
    progress.say(image + " has the sum and the signature of its release");
  }

  /** A build puts its lock beside the image. */
  private static boolean wasBuiltHere(Path image) {
    return Files.isRegularFile(image.resolveSibling(image.getFileName() + ".lock"));
  }

  /**
   * Of an image that {@code download} put there. Whose signature it wants, that has decided,
   * perhaps with keys that are nowhere else; a bad signature is an error here, too. A key that has
   * expired since then is none: the image has not changed by that.
   */
  private static void checkKept(
      Path image, Path sums, Map<String, String> environment, Progress progress)
      throws IOException {
    Instant downloaded = Files.getLastModifiedTime(sums).toInstant();
    Set<String> signers = TrustedKeys.inFolder(keys(environment)).signersOf(sums, downloaded);
    progress.say(
        image
            + " is still that of its release; "
            + (signers.isEmpty()
                ? "none of the keys in " + keys(environment) + " signed that"
                : "signed by " + String.join(", ", signers)));
  }

  /** The folder with the keys that a user trusts. */
  static Path keys(Map<String, String> environment) {
    return Directories.image(environment, Architecture.host()).resolveSibling("keys");
  }
}
