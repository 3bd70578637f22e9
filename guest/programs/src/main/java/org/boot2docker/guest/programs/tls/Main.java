package org.boot2docker.guest.programs.tls;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.NativeKernel;
import org.boot2docker.guest.system.kernel.NativeSurroundings;
import org.boot2docker.guest.system.kernel.Surroundings;
import org.boot2docker.guest.system.kernel.ThisProcess;

/**
 * Entry point of the program {@code tls}: a program of its own, so that PID 1 holds no
 * cryptography.
 */
final class Main {
  private static final int FAILED = 1;
  private static final int BAD_USAGE = 2;
  private static final String USAGE =
      """
      usage: tls certificates
             tls listen [PORT SOCKET CA CERTIFICATE KEY]
             tls make DIRECTORY NAME...
      """;

  private Main() {}

  /** Does what the first argument names. */
  public static void main(String[] args) {
    NativeKernel kernel = new NativeKernel();
    ThisProcess.end(run(kernel, new NativeSurroundings(), List.of(args)));
  }

  private static int run(Kernel kernel, Surroundings surroundings, List<String> words) {
    String verb = words.isEmpty() ? "" : words.get(0);
    if (verb.equals("certificates") && words.size() == 1) {
      new Tls(kernel, surroundings, new MbedTls()).run();
      return 0;
    } else if (verb.equals("listen") && (words.size() == 1 || words.size() == 6)) {
      new Listener(kernel, words.size() == 1 ? Endpoint.DOCKER : endpoint(words)).run();
      return FAILED;
    } else if (verb.equals("make") && words.size() > 2) {
      make(kernel, surroundings, words.get(1), words.subList(2, words.size()));
      return 0;
    }
    ThisProcess.complain(USAGE);
    return BAD_USAGE;
  }

  private static Endpoint endpoint(List<String> words) {
    int port = Integer.parseInt(words.get(1));
    return new Endpoint(port, words.get(2), words.get(3), words.get(4), words.get(5));
  }

  /** Makes or mends the six files in a directory, for a server with these host names. */
  private static void make(
      Kernel kernel, Surroundings surroundings, String directory, List<String> hosts) {
    Log log = new Log(kernel);
    Store store = new Store(kernel, kernel, log, directory);
    Set<AltName> names = new LinkedHashSet<>();
    hosts.forEach(host -> names.add(AltName.dns(host)));
    new Certificates(log, store, new MbedTls(), surroundings).cover(names);
  }
}
