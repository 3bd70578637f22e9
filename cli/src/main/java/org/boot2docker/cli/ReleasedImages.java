package org.boot2docker.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.boot2docker.builder.release.TrustedKeys;
import org.boot2docker.builder.release.Verification;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.text.Progress;

/** Images that were not built here but got from a release: the sums lie beside them. */
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
    if (!Verification.sha256(image)) {
      return;
    }
    Path folder = keys(environment);
    TrustedKeys keys = TrustedKeys.inFolder(folder);
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

  /** The folder with the keys that a user trusts. */
  static Path keys(Map<String, String> environment) {
    return Directories.image(environment, Architecture.host()).resolveSibling("keys");
  }
}
