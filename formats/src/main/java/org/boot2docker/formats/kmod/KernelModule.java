package org.boot2docker.formats.kmod;

import java.util.List;
import org.boot2docker.formats.tree.Content;

/**
 * A loadable module, read.
 *
 * @param name with underscores
 * @param path below the release's directory, such as {@code kernel/fs/ext4/ext4.ko}
 * @param info its .modinfo section
 * @param symbols those that it offers to other modules
 * @param content the file uncompressed, signature included
 */
public record KernelModule(
    String name, String path, ModuleInfo info, List<String> symbols, Content content) {

  /** Takes a copy that can't change. */
  public KernelModule {
    symbols = List.copyOf(symbols);
  }
}
