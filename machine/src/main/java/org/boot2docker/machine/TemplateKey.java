package org.boot2docker.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boot2docker.formats.file.Sha256;
import org.boot2docker.machine.model.Accelerator;
import org.boot2docker.machine.saved.FileMark;

/** By what a template is found again: everything that a machine must have in common with it. */
final class TemplateKey {
  /** Another one for each change of what this program does to templates. */
  private static final int FORMAT = 1;

  private static final int CHARACTERS = 16;

  /** Their values are files of the machine that made the template, taken from the image. */
  private static final List<String> OF_IMAGE = List.of("-kernel", "-initrd");

  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  private TemplateKey() {}

  /**
   * The key.
   *
   * @param image the image's file
   * @param program QEMU's, with its version
   * @param command QEMU's command line in a folder that is the same for all templates
   */
  static String of(
      Path image, Path program, String version, Accelerator accelerator, List<String> command)
      throws IOException {
    List<String> parts = new ArrayList<>(List.of("format " + FORMAT, version));
    parts.add(mark(image));
    parts.add(mark(program.toRealPath()));
    if (accelerator != Accelerator.TCG && Files.isReadable(PROCESSORS)) {
      // A template of "-cpu host" has the features of this one.
      parts.add(model(Files.readAllLines(PROCESSORS)));
    }
    for (int i = 1; i < command.size(); i++) {
      if (!OF_IMAGE.contains(command.get(i - 1))) {
        parts.add(command.get(i));
      }
    }
    byte[] text = String.join("\0", parts).getBytes(StandardCharsets.UTF_8);
    return Sha256.of(text).substring(0, CHARACTERS);
  }

  private static String model(List<String> lines) {
    StringBuilder model = new StringBuilder();
    for (String field : List.of("model name", "flags", "CPU part", "Features", "microcode")) {
      Optional<String> line = lines.stream().filter(each -> each.startsWith(field)).findFirst();
      model.append(line.orElse("")).append('\n');
    }
    return model.toString();
  }

  /** To read a whole image would take as long as the start. */
  private static String mark(Path file) throws IOException {
    return FileMark.of(file).toString();
  }
}
