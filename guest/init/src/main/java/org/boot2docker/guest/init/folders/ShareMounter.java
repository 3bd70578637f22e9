package org.boot2docker.guest.init.folders;

import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Text;

/**
 * Mounts the shares that are not mounted yet: a process of its own, because a host may take its
 * time to answer.
 */
final class ShareMounter implements Runnable {
  private static final String HOME_ASIDE = GuestPaths.RUN + "/shares/home";
  private static final String OWN_HOME = "docker";
  private static final long FLAGS = Linux.MS_NOSUID | Linux.MS_NODEV | Linux.MS_NOATIME;

  private final Kernel kernel;
  private final Log log;

  ShareMounter(Kernel kernel) {
    this.kernel = kernel;
    this.log = new Log(kernel);
  }

  @Override
  public void run() {
    for (Share share : new ShareFinder(kernel).present()) {
      if (!isMounted(share)) {
        place(share);
      }
    }
  }

  private boolean isMounted(Share share) {
    String start = escape(share.source()) + " ";
    String type = " " + share.kind().fileSystem() + " ";
    return Text.lines(Text.read(kernel, "/proc/self/mounts").orElse("")).stream()
        .anyMatch(line -> line.startsWith(start) && line.contains(type));
  }

  /** As /proc/self/mounts writes a name. */
  private static String escape(String name) {
    return name.replace("\\", "\\134").replace(" ", "\\040").replace("#", "\\043");
  }

  private void place(Share share) {
    Placement placement = Placement.of(share.tag());
    if (placement instanceof Placement.At at) {
      if (at.moved()) {
        log.error(
            name(share) + " would hide the system: it is mounted on " + at.path() + " instead");
      }
      mount(share, at.path());
    } else if (placement instanceof Placement.Home) {
      if (mountOn(share, HOME_ASIDE)) {
        bindHomes();
      }
    } else if (placement instanceof Placement.Refused refused) {
      log.error("a host folder is not mounted: " + refused.reason());
    }
  }

  private static String name(Share share) {
    return "host folder " + share.tag();
  }

  private void mount(Share share, String path) {
    if (isFree(path)) {
      mountOn(share, path);
      return;
    }
    String aside = Placement.aside(path);
    if (path.startsWith("/mnt/") || !isFree(aside)) {
      log.error(name(share) + " is not mounted: " + path + " is in use: give it another tag");
      return;
    }
    log.error(name(share) + " finds " + path + " in use: it is mounted on " + aside + " instead");
    mountOn(share, aside);
  }

  /**
   * Whether a path is not there or an empty directory, and has no link in it that points elsewhere.
   */
  private boolean isFree(String path) {
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      if (kernel.readLink(path.substring(0, slash)).isPresent()) {
        return false;
      }
    }
    return kernel.readLink(path).isEmpty() && kernel.list(path).isEmpty();
  }

  private boolean mountOn(Share share, String path) {
    makePath(path);
    Share.Kind kind = share.kind();
    int result = kernel.mount(share.source(), path, kind.fileSystem(), FLAGS, kind.options());
    if (log.check(result, "mounting " + name(share) + " on " + path)) {
      log.info(name(share) + " is mounted on " + path);
    }
    return result >= 0;
  }

  /** /home/docker stays the guest's own, for it holds the keys that may log in. */
  private void bindHomes() {
    for (String name : kernel.list(HOME_ASIDE)) {
      String from = HOME_ASIDE + "/" + name;
      String to = "/home/" + name;
      boolean directory = kernel.exists(from + "/.");
      if (directory && !name.equals(OWN_HOME) && isFree(to)) {
        kernel.makeDirectory(to, 0755);
        log.check(kernel.mount(from, to, "", Linux.MS_BIND, ""), "mounting " + to);
      }
    }
  }

  private void makePath(String path) {
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      kernel.makeDirectory(path.substring(0, slash), 0755);
    }
    kernel.makeDirectory(path, 0755);
  }
}
