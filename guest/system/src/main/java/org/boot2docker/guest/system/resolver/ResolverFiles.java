package org.boot2docker.guest.system.resolver;

import java.util.ArrayList;
import java.util.List;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Text;

/**
 * The name servers of every interface, each source of them in a file of its own, and the one file
 * that everybody reads, which holds them all.
 */
public final class ResolverFiles {
  private static final String DIRECTORY = GuestPaths.NETWORK;
  private static final String SUFFIX = ".resolv";
  private static final String RESOLVER = "/run/resolv.conf";
  private static final int MOST_TRIES = 20;

  private final Files files;

  /** Some of these files. */
  public ResolverFiles(Files files) {
    this.files = files;
  }

  /** Keeps the lines of a source; sources are joined in the order of their names. */
  public void put(String source, String lines) {
    String path = path(source);
    if (!Text.read(files, path).orElse("").equals(lines)) {
      Text.replace(files, path, lines, 0644);
    }
    join(source);
  }

  /** Forgets the lines of a source. */
  public void remove(String source) {
    if (files.unlink(path(source)) >= 0) {
      join(source);
    }
  }

  private static String path(String source) {
    return DIRECTORY + "/" + source + SUFFIX;
  }

  /** Other processes join at the same time: the last one to look must see what all have put. */
  private void join(String source) {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      String all = all();
      if (Text.read(files, RESOLVER).orElse("").equals(all)) {
        return;
      }
      String aside = RESOLVER + "." + source;
      if (Text.write(files, aside, all, 0644) < 0) {
        // No room: what is there is better than half of it.
        files.unlink(aside);
        return;
      }
      files.rename(aside, RESOLVER);
    }
  }

  private String all() {
    List<String> names = new ArrayList<>(files.list(DIRECTORY));
    names.removeIf(file -> !file.endsWith(SUFFIX));
    names.sort(String::compareTo);
    StringBuilder all = new StringBuilder();
    names.forEach(file -> all.append(Text.read(files, DIRECTORY + "/" + file).orElse("")));
    return all.toString();
  }
}
