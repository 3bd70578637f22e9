package org.boot2docker.builder.image;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.pe.PeProgram;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.RegularFile;

/**
 * A unified kernel image: systemd's stub with the kernel, the RAM file system and the command line
 * as sections of one program, which one signature covers. With Secure Boot on, the stub takes no
 * other command line. The stub's own {@code .sbat} stays, which only shim looks at.
 */
final class UnifiedKernel {
  /** Begins the name of the stub, which ends with that of the architecture. */
  static final String STUB = "linux";

  /** The section with the kernel. */
  static final String KERNEL = ".linux";

  /** The section with the RAM file system. */
  static final String INITRAMFS = ".initrd";

  private UnifiedKernel() {}

  /** The program, not yet signed. */
  static PeProgram of(RegularFile stub, IsoInputs inputs, Content kernel, Content initramfs)
      throws IOException {
    Map<String, Content> sections = new LinkedHashMap<>();
    sections.put(".osrel", Content.of(OsRelease.text(inputs.docker().version())));
    // Without the section the stub would take a command line that nobody signed.
    String cmdline = inputs.iso().cmdline();
    sections.put(".cmdline", Content.of(cmdline.isEmpty() ? " " : cmdline));
    sections.put(".uname", Content.of(inputs.base().release()));
    sections.put(INITRAMFS, initramfs);
    // The last: a stub may start it where it lies, and it needs more memory than its file has.
    sections.put(KERNEL, kernel);
    return PeProgram.extend(stub.content().bytes(), machine(inputs.architecture()), sections);
  }

  /** COFF's number of the processor. */
  private static int machine(Architecture architecture) {
    return switch (architecture) {
      case AMD64 -> 0x8664;
      case ARM64 -> 0xAA64;
    };
  }
}
