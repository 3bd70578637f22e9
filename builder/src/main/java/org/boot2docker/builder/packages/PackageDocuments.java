package org.boot2docker.builder.packages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.boot2docker.builder.lock.Lock;
import org.boot2docker.builder.step.ToolIdentity;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.debian.download.BlobCache;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.formats.file.TemporaryFolder;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.Node;
import org.boot2docker.formats.tree.RegularFile;
import org.boot2docker.formats.tree.SymbolicLink;

/**
 * What comes with packages and isn't in the image.
 *
 * @param copyrights texts by package; one that shares them with a package that is not in the image
 *     has a line that names it
 * @param kernelConfig the options of a kernel that Debian has compiled
 */
public record PackageDocuments(Map<String, String> copyrights, Optional<String> kernelConfig) {
  private static final String DOC = "usr/share/doc/";
  private static final String COPYRIGHT = "/copyright";
  private static final String CONFIG = "boot/config-";

  /** Stands for a package's own copyright file; it begins no such file. */
  private static final String SAME_AS = "same-as: ";

  /**
   * Reads them.
   *
   * @param cache folder that keeps what was unpacked, by the sum of the package
   */
  public static PackageDocuments read(PackageStore store, Lock lock, Path cache)
      throws IOException {
    Path kept = kept(cache);
    Map<String, String> copyrights = copyrights(store, lock.all(), cache);
    Optional<String> config = Optional.empty();
    for (LockedPackage kernel : lock.base()) {
      Path file = config(kept, kernel);
      if (Files.exists(file)) {
        config = Optional.of(used(file));
      }
    }
    return new PackageDocuments(copyrights, config);
  }

  /**
   * Reads the copyright files only.
   *
   * @param packages source packages among them are passed over: theirs lie within their archives
   * @param cache as for all documents
   */
  public static Map<String, String> copyrights(
      PackageStore store, List<LockedPackage> packages, Path cache) throws IOException {
    Path kept = kept(cache);
    Map<String, String> texts = new TreeMap<>();
    for (LockedPackage each : packages) {
      if (!each.fromSource()) {
        texts.put(each.name(), text(store, each, kept));
      }
    }
    Map<String, String> copyrights = new TreeMap<>();
    texts.forEach((name, text) -> copyrights.put(name, resolve(text, texts)));
    return copyrights;
  }

  /** Another version of this tool may read packages in another way. */
  private static Path kept(Path cache) throws IOException {
    Path kept = cache.resolve(ToolIdentity.of(PackageDocuments.class));
    return Files.createDirectories(kept);
  }

  private static String resolve(String text, Map<String, String> texts) {
    if (!text.startsWith(SAME_AS)) {
      return text;
    }
    String other = texts.getOrDefault(text.substring(SAME_AS.length()).strip(), "");
    return other.isEmpty() || other.startsWith(SAME_AS) ? text : other;
  }

  private static String text(PackageStore store, LockedPackage wanted, Path kept)
      throws IOException {
    Path file = kept.resolve(wanted.sha256());
    if (!Files.exists(file)) {
      unpack(store, wanted, kept, file);
    }
    // It lives as long as the text, which says that the package was unpacked.
    if (Files.exists(config(kept, wanted))) {
      BlobCache.keepTimeOfUse(config(kept, wanted));
    }
    return used(file);
  }

  private static Path config(Path kept, LockedPackage kernel) {
    return kept.resolve(kernel.sha256() + ".config");
  }

  private static String used(Path file) throws IOException {
    BlobCache.keepTimeOfUse(file);
    return Files.readString(file);
  }

  private static void unpack(PackageStore store, LockedPackage wanted, Path kept, Path file)
      throws IOException {
    String own = DOC + wanted.name();
    try (TemporaryFolder spool = TemporaryFolder.beside(file, "spool")) {
      FileTree tree =
          store.unpack(
              wanted,
              path -> path.equals(own) || path.equals(own + COPYRIGHT) || path.startsWith(CONFIG),
              spool.path());
      for (Map.Entry<String, Node> entry : tree.entries().entrySet()) {
        if (entry.getKey().startsWith(CONFIG) && entry.getValue() instanceof RegularFile config) {
          AtomicFile.text(config(kept, wanted), text(config));
        }
      }
      AtomicFile.text(file, copyright(tree, own));
    }
  }

  private static String copyright(FileTree tree, String own) throws IOException {
    Optional<RegularFile> file = tree.file(own + COPYRIGHT);
    if (file.isPresent()) {
      return text(file.get());
    }
    // Packages of one source may have one folder for all.
    for (String path : new String[] {own, own + COPYRIGHT}) {
      if (tree.get(path).orElse(null) instanceof SymbolicLink link) {
        return SAME_AS + owner(link.target()) + "\n";
      }
    }
    return "";
  }

  private static String owner(String target) {
    String folder =
        target.endsWith(COPYRIGHT)
            ? target.substring(0, target.length() - COPYRIGHT.length())
            : target;
    return folder.substring(folder.lastIndexOf('/') + 1);
  }

  /** Old copyright files are in other encodings, too; only their letters are lost. */
  private static String text(RegularFile file) throws IOException {
    return new String(file.content().bytes(), StandardCharsets.UTF_8);
  }
}
