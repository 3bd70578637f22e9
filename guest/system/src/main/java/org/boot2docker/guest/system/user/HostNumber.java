package org.boot2docker.guest.system.user;

import java.util.List;
import java.util.Optional;
import org.boot2docker.contract.FirmwareNames;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.device.FirmwareConfig;
import org.boot2docker.guest.system.kernel.CommandLine;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Text;
import org.boot2docker.guest.system.profile.Profile;

/**
 * Gives the user docker the number of the host's user, so that the files in the host's folders are
 * his: Linux shows a share's numbers as they are.
 *
 * <p>The number is asked for by {@code boot2docker.uid} on the kernel's command line, else by
 * {@code DOCKER_UID} in the profile, else by QEMU's fw_cfg, where {@code boot2docker up} puts it.
 */
public final class HostNumber {

  private final Files files;
  private final Log log;
  private final DockerUser user;
  private String taken = "";

  /** Looks into these files. */
  public HostNumber(Files files, Log log) {
    this.files = files;
    this.log = log;
    this.user = new DockerUser(files);
  }

  /** Takes the number that is asked for; to be called again when more is known. */
  public void take() {
    String wish = wish().trim();
    if (wish.isEmpty() || wish.equals(taken)) {
      return;
    }
    taken = wish;
    int before = user.number();
    Optional<Integer> number = Account.number(wish).filter(this::isFree);
    if (number.isEmpty()) {
      log.error("user id '" + wish + "' can't be used for docker: keeping " + before);
    } else if (number.get() != before) {
      change(before, number.get());
    }
  }

  private String wish() {
    String line = Text.line(files, "/proc/cmdline");
    return new CommandLine(line)
        .value("boot2docker.uid")
        .or(() -> new Profile(files).value("DOCKER_UID"))
        .or(() -> new FirmwareConfig(files).text(FirmwareNames.USER_ID))
        .orElse("");
  }

  /** Whether no other user has it, root least of all. */
  private boolean isFree(int number) {
    return accounts().stream()
        .map(Account::of)
        .flatMap(Optional::stream)
        .noneMatch(
            account -> account.number() == number && !account.name().equals(DockerUser.NAME));
  }

  private List<String> accounts() {
    return Text.lines(Text.read(files, DockerUser.ACCOUNTS).orElse(""));
  }

  private void change(int before, int number) {
    StringBuilder text = new StringBuilder();
    for (String line : accounts()) {
      String start = DockerUser.NAME + ":x:";
      boolean his = line.startsWith(start + before + ":");
      text.append(his ? line.replace(start + before + ":", start + number + ":") : line);
      text.append('\n');
    }
    int written = Text.replace(files, DockerUser.ACCOUNTS, text.toString(), 0644);
    if (log.check(written, "writing " + DockerUser.ACCOUNTS)) {
      if (files.readLink(GuestPaths.STATE).isEmpty()) {
        own(DockerUser.HOME);
      }
      log.info("the user docker has the id " + number + ", as the host's user");
    }
  }

  /** All that is in memory, but not the targets of links; who mounts a disk sees to that one. */
  private void own(String path) {
    if (files.readLink(path).isEmpty()) {
      user.own(path);
      files.list(path).forEach(name -> own(path + "/" + name));
    }
  }
}
