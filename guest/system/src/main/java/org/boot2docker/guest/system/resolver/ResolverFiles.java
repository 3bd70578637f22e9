package org.boot2docker.guest.system.resolver;

import java.util.ArrayList;
import java.util.List;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Text;

/**
 * The name servers of every interface, each source of them in a file of its own, and the one file
 * that everybody reads, which holds them all.
 */
public final class ResolverFiles {
  private static final String DIRECTORY = GuestPaths.NETWORK;
  private static final String SUFFIX = ".resolv";
  private static final String RESOLVER = "/run/resolv.conf";

  private final Kernel kernel;

  /** Files of this kernel. */
  public ResolverFiles(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Keeps the lines of a source; sources are joined in the order of their names. */
  public void put(String source, String lines) {
    String path = path(source);
    if (!Text.read(kernel, path).orElse("").equals(lines)) {
      Text.replace(kernel, path, lines, 0644);
      join();
    }
  }

  /** Forgets the lines of a source. */
  public void remove(String source) {
    if (kernel.unlink(path(source)) >= 0) {
      join();
    }
  }

  private static String path(String source) {
    return DIRECTORY + "/" + source + SUFFIX;
  }

  private void join() {
    List<String> files = new ArrayList<>(kernel.list(DIRECTORY));
    files.removeIf(file -> !file.endsWith(SUFFIX));
    files.sort(String::compareTo);
    StringBuilder all = new StringBuilder();
    files.forEach(file -> all.append(Text.read(kernel, DIRECTORY + "/" + file).orElse("")));
    Text.replace(kernel, RESOLVER, all.toString(), 0644);
  }
}
