package org.boot2docker.builder.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.boot2docker.builder.compile.CompilationException;
import org.boot2docker.builder.compile.TreeWriter;
import org.boot2docker.builder.packages.GoPackages;
import org.boot2docker.builder.packages.PackageStore;
import org.boot2docker.debian.archive.LockedPackage;

/**
 * Debian's Go compiler, unpacked: its programs are linked statically, and run from any folder of
 * any Linux.
 */
public final class GoToolchain {
  private static final Pattern FILES = Pattern.compile("usr/(lib|share)/go-[0-9.]+/.*");
  private static final Pattern NOT_NEEDED = Pattern.compile("usr/share/go-[^/]+/(api|test)/.*");
  private static final String TEST_DATA = "/testdata/";

  private GoToolchain() {}

  /**
   * Checks, before anything is fetched, that the compiler can run on this machine.
   *
   * @param operatingSystem as Java's property {@code os.name} has it
   * @throws CompilationException naming what is needed
   */
  public static void require(String operatingSystem) throws CompilationException {
    if (!operatingSystem.equals("Linux")) {
      throw new CompilationException(
          "Docker's engine is compiled by Debian's Go compiler, which runs on Linux, not on "
              + operatingSystem
              + ": build on a Linux machine (a virtual one will do), or choose a --profile with"
              + " 'engine: packages', such as default");
    }
  }

  /**
   * Unpacks the compiler's packages.
   *
   * @param folder to unpack to
   * @param spool directory for big contents
   * @return the directory that Go calls GOROOT
   * @throws CompilationException when the packages are no compiler
   */
  static Path unpack(PackageStore store, List<LockedPackage> packages, Path folder, Path spool)
      throws IOException {
    TreeWriter writer = new TreeWriter(folder);
    for (LockedPackage each : packages) {
      if (GoPackages.isCompiler(each.name())) {
        writer.write(store.unpack(each, GoToolchain::isWanted, spool));
      }
    }
    writer.link();
    Path library = folder.resolve("usr/lib");
    if (Files.isDirectory(library)) {
      try (Stream<Path> roots = Files.list(library)) {
        for (Path root : roots.sorted().toList()) {
          if (Files.isExecutable(root.resolve("bin/go"))) {
            return root;
          }
        }
      }
    }
    throw new CompilationException(
        "there is no Go compiler among the packages of the engine: renew the lock with"
            + " 'boot2docker lock', or correct the key 'compiler'");
  }

  private static boolean isWanted(String path) {
    return FILES.matcher(path).matches()
        && !NOT_NEEDED.matcher(path).matches()
        && !path.contains(TEST_DATA);
  }
}
