package org.boot2docker.guest.system.user;

import java.util.Optional;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Text;

/** The user docker, as /etc/passwd has him now. */
public final class DockerUser {
  /** His home directory, which is on the data disk when there is one. */
  public static final String HOME = "/home/docker";

  static final String ACCOUNTS = "/etc/passwd";
  static final String NAME = "docker";

  /** His number in the image, which is that of the first user on most Linux systems. */
  static final int USUAL_NUMBER = 1000;

  private static final int STAFF_GROUP = 50;

  private final Files files;

  /** Looked up in these files at each call: his number may change while the machine boots. */
  public DockerUser(Files files) {
    this.files = files;
  }

  /** His number. */
  public int number() {
    return Text.lines(Text.read(files, ACCOUNTS).orElse("")).stream()
        .map(Account::of)
        .flatMap(Optional::stream)
        .filter(account -> account.name().equals(NAME))
        .mapToInt(Account::number)
        .findFirst()
        .orElse(USUAL_NUMBER);
  }

  /** Gives him a file or directory; links are followed. */
  public int own(String path) {
    return files.changeOwner(path, number(), STAFF_GROUP);
  }
}
