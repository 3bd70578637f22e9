package org.boot2docker.image;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.formats.cpio.CpioEditor;
import org.boot2docker.formats.cpio.InitramfsInput;
import org.boot2docker.formats.kmod.ModuleSignature;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.RegularFile;
import org.boot2docker.guest.programs.filter.Filter;
import org.boot2docker.guest.programs.filter.FilteredProgram;
import org.boot2docker.guest.programs.filter.ProgramArray;

/**
 * A RAM file system with that work done which its guest would do at every boot: it is not
 * compressed, Docker's programs are restored, and kernel modules have no signatures to be verified,
 * which takes as long as all the rest of loading one.
 */
final class UnpackedInitramfs {
  private final Map<String, FilteredProgram> filtered = new HashMap<>();

  private final boolean signatures;

  private UnpackedInitramfs(boolean signatures) {
    this.signatures = signatures;
  }

  /**
   * Writes it.
   *
   * @param packed the archive as it lies in an image; not only ours
   * @param signatures whether kernel modules keep theirs
   * @throws ImageException when a program would stay filtered
   */
  static void write(Path packed, OutputStream out, boolean signatures) throws IOException {
    UnpackedInitramfs unpacked = new UnpackedInitramfs(signatures);
    Content archives = Content.of(packed);
    try (InputStream in = new BufferedInputStream(InitramfsInput.open(archives), 1 << 20)) {
      CpioEditor.copy(in, out, unpacked::unpack);
    }
    if (!unpacked.filtered.isEmpty()) {
      throw new ImageException(
          packed + " has no " + unpacked.filtered.keySet() + " behind the list that names them");
    }
  }

  private Optional<RegularFile> unpack(String path, RegularFile file) throws IOException {
    String absolute = "/" + path;
    if (absolute.equals(FilteredProgram.LIST)) {
      String list = new String(file.content().bytes(), StandardCharsets.UTF_8);
      FilteredProgram.parse(list).forEach(program -> filtered.put(program.path(), program));
      return Optional.empty();
    }
    if (!signatures && path.endsWith(".ko")) {
      byte[] unsigned = ModuleSignature.without(file.content().bytes());
      return Optional.of(new RegularFile(file.attributes(), Content.of(unsigned)));
    }
    FilteredProgram program = filtered.remove(absolute);
    return Optional.of(program == null ? file : whole(program, file));
  }

  private static RegularFile whole(FilteredProgram program, RegularFile file) throws IOException {
    byte[] bytes = file.content().bytes();
    for (Filter filter : program.filters()) {
      filter.undo(new ProgramArray(bytes));
    }
    return new RegularFile(new Attributes(program.mode(), 0, 0), Content.of(bytes));
  }
}
