package org.boot2docker.build;

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
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.RegularFile;
import org.boot2docker.init.filter.Filter;
import org.boot2docker.init.filter.FilteredProgram;
import org.boot2docker.init.filter.ProgramArray;

/**
 * A RAM file system with that work done which its guest would do at every boot: it is not
 * compressed, and Docker's programs are whole.
 */
final class UnpackedInitramfs {
  private final Map<String, FilteredProgram> filtered = new HashMap<>();

  private UnpackedInitramfs() {}

  /**
   * Writes it.
   *
   * @param packed the archive as it lies in an image; not only ours
   * @throws BuildException when a program would stay filtered
   */
  static void write(Path packed, OutputStream out) throws IOException {
    UnpackedInitramfs unpacked = new UnpackedInitramfs();
    Content archives = Content.of(packed);
    try (InputStream in = new BufferedInputStream(InitramfsInput.open(archives), 1 << 20)) {
      CpioEditor.copy(in, out, unpacked::unpack);
    }
    if (!unpacked.filtered.isEmpty()) {
      throw new BuildException(
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
