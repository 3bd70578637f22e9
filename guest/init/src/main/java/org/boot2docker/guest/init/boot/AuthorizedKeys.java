package org.boot2docker.guest.init.boot;

import java.util.Optional;
import org.boot2docker.contract.FirmwareNames;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.device.FirmwareConfig;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Text;

/**
 * Lets in whoever started this machine under QEMU: the keys it passed through fw_cfg.
 *
 * <p>They are kept in memory and not in the home directory, which may be on a disk: there they
 * would still let in whoever started the machine before, and damage to them would lock everybody
 * out.
 */
final class AuthorizedKeys {
  private static final String FILE = GuestPaths.AUTHORIZED_KEYS;

  private final Files files;
  private final Log log;

  AuthorizedKeys(Files files, Log log) {
    this.files = files;
    this.log = log;
  }

  void install() {
    Optional<String> keys = new FirmwareConfig(files).text(FirmwareNames.AUTHORIZED_KEYS);
    if (keys.isEmpty() || keys.equals(Text.read(files, FILE))) {
      return;
    }
    // sshd reads it with the rights of the user docker.
    int written = Text.replace(files, FILE, keys.get(), 0644);
    if (log.check(written, "writing " + FILE)) {
      log.info("SSH keys from QEMU's fw_cfg may log in as docker");
    }
  }
}
