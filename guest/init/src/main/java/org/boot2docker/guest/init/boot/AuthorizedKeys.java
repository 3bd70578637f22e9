package org.boot2docker.guest.init.boot;

import java.util.Optional;
import org.boot2docker.contract.FirmwareNames;
import org.boot2docker.guest.system.device.FirmwareConfig;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Text;
import org.boot2docker.guest.system.user.DockerUser;

/** Lets in whoever started this machine under QEMU: the keys it passed through fw_cfg. */
final class AuthorizedKeys {
  private static final String DIRECTORY = DockerUser.HOME + "/.ssh";
  private static final String FILE = DIRECTORY + "/authorized_keys";

  private final Files files;
  private final Log log;

  AuthorizedKeys(Files files, Log log) {
    this.files = files;
    this.log = log;
  }

  void install() {
    Optional<String> keys = new FirmwareConfig(files).text(FirmwareNames.AUTHORIZED_KEYS);
    if (keys.isEmpty()) {
      return;
    }
    String present = lines(Text.read(files, FILE).orElse(""));
    String lines = lines(keys.get());
    if (present.contains(lines)) {
      return;
    }
    files.makeDirectory(DIRECTORY, 0700);
    int written = Text.replace(files, FILE, present + lines, 0600);
    DockerUser user = new DockerUser(files);
    user.own(DIRECTORY);
    user.own(FILE);
    if (log.check(written, "writing " + FILE)) {
      log.info("SSH keys from QEMU's fw_cfg may log in as docker");
    }
  }

  /** The text with its last line ended, so that another can follow. */
  private static String lines(String text) {
    return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
  }
}
