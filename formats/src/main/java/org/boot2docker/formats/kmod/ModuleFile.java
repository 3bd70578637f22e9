package org.boot2docker.formats.kmod;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.compress.Decompression;
import org.boot2docker.formats.elf.ElfSections;
import org.boot2docker.formats.tree.Content;

/**
 * A module's file, not read yet.
 *
 * @param path below the release's directory, without the ending of a compression
 * @param file where it is in the tree, for errors
 * @param content as it is in the tree, compressed or not
 */
record ModuleFile(String path, String file, Content content) {

  /** The largest module of Debian 13 unpacks to 30 MB; bounds what a damaged one can. */
  private static final int MAX_SIZE = 256 << 20;

  String name() {
    return ModuleName.ofFile(path);
  }

  KernelModule read() throws IOException {
    try {
      return parse(Content.of(unpack()));
    } catch (FormatException e) {
      FormatException clear =
          FormatException.of("kernel module", file, String.valueOf(e.getMessage()));
      clear.initCause(e);
      throw clear;
    }
  }

  private byte[] unpack() throws IOException {
    try (InputStream in = Decompression.open(content.open())) {
      byte[] bytes = in.readNBytes(MAX_SIZE);
      if (bytes.length == MAX_SIZE) {
        throw FormatException.at("module", MAX_SIZE, "it has not ended");
      }
      return bytes;
    }
  }

  private KernelModule parse(Content unpacked) throws IOException {
    ElfSections sections = ElfSections.read(unpacked);
    ByteBuffer info =
        sections
            .get(".modinfo")
            .orElseThrow(() -> FormatException.at("elf", 0, "no .modinfo section in the file"));
    // Not section __ksymtab_strings, which holds the names of name spaces too.
    List<String> symbols = List.copyOf(sections.symbols("__ksymtab_"));
    return new KernelModule(name(), path, ModuleInfo.parse(info), symbols, unpacked);
  }
}
