package org.boot2docker.guest.programs.tls;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Storage;
import org.boot2docker.guest.system.kernel.Text;
import org.boot2docker.guest.system.user.DockerUser;

/**
 * The directory of keys and certificates. A file is replaced in one step that a power cut doesn't
 * halve; where the disk can't be written, all of it is kept in memory instead.
 */
final class Store {
  static final String DIRECTORY = GuestPaths.TLS;
  private static final int DIRECTORY_MODE = 0755;
  private static final String USER_DIRECTORY = DockerUser.HOME + "/.docker";
  private static final int PRIVATE_DIRECTORY = 0700;

  private final Files files;
  private final Storage storage;
  private final Log log;
  private final String directory;
  private final Map<Item, String> texts = new TreeMap<>();
  private boolean covered;
  private boolean changedForDocker;

  /** The machine's own. */
  Store(Files files, Storage storage, Log log) {
    this(files, storage, log, DIRECTORY);
  }

  Store(Files files, Storage storage, Log log, String directory) {
    this.files = files;
    this.storage = storage;
    this.log = log;
    this.directory = directory;
  }

  /** Reads a file again; nothing when it is missing or can't be read. */
  Optional<String> read(Item item) {
    Optional<String> text = Text.read(files, item.path(directory));
    text.ifPresent(present -> texts.put(item, present));
    return text;
  }

  /** Replaces a file. */
  void write(Item item, String text) {
    texts.put(item, text);
    changedForDocker |= item.isReadByDocker();
    files.makeDirectory(directory, DIRECTORY_MODE);
    int written = replace(item, text);
    if (written < 0 && !covered) {
      covered = true;
      log.error(
          directory
              + " can't be written (error "
              + -written
              + "): the new certificates are lost when the machine ends");
      int mounted = storage.mount("tmpfs", directory, "tmpfs", Linux.MS_NOSUID, "mode=0755");
      log.check(mounted, "covering " + DIRECTORY + " with memory");
      texts.forEach(this::replace);
    }
  }

  /** Whether a file that the server reads was replaced since the last call. */
  boolean takeChange() {
    boolean changed = changedForDocker;
    changedForDocker = false;
    return changed;
  }

  /** Copies what a client needs into the home of the user docker. */
  void copyForUser() {
    files.makeDirectory(USER_DIRECTORY, PRIVATE_DIRECTORY);
    new DockerUser(files).own(USER_DIRECTORY);
    copy(Item.CA, "ca.pem");
    copy(Item.CLIENT, "cert.pem");
    copy(Item.CLIENT_KEY, "key.pem");
  }

  private void copy(Item item, String name) {
    String path = USER_DIRECTORY + "/" + name;
    Optional<String> text = Optional.ofNullable(texts.get(item));
    if (text.isPresent() && !text.equals(Text.read(files, path))) {
      // A link to elsewhere is replaced, not followed; who reads it never sees half a file.
      files.unlink(path + ".new");
      int written = Text.write(files, path + ".new", text.get(), item.mode());
      if (log.check(written, "writing " + path)) {
        new DockerUser(files).own(path + ".new");
        files.rename(path + ".new", path);
      } else {
        files.unlink(path + ".new");
      }
    }
  }

  /** Keeps what a file held under another name, because it may be of use to somebody. */
  void putAside(Item item) {
    files.rename(item.path(directory), item.path(directory) + ".old");
  }

  private int replace(Item item, String text) {
    String aside = item.path(directory) + ".new";
    files.unlink(aside);
    int fd = files.open(aside, Linux.O_WRONLY | Linux.O_CREAT, item.mode());
    if (fd < 0) {
      return fd;
    }
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    int result = files.write(fd, bytes, 0, bytes.length);
    if (result == bytes.length) {
      result = files.flush(fd);
    } else if (result >= 0) {
      result = -Linux.ENOSPC;
    }
    files.close(fd);
    result = result < 0 ? result : files.rename(aside, item.path(directory));
    if (result >= 0) {
      flushDirectory();
    }
    return result;
  }

  private void flushDirectory() {
    int fd = files.open(directory, Linux.O_RDONLY, 0);
    files.flush(fd);
    files.close(fd);
  }
}
