package org.boot2docker.boottest.image;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.HostTool;

/** The initramfs of an image, taken out by isoinfo, unpacked by zstd and GNU cpio. */
record Initramfs(Path directory) {

  /**
   * A line of {@code ls -l}.
   *
   * @param mode such as {@code -rwxr-xr-x}
   * @param owner user and group as numbers, {@code 0:0}
   * @param path from the root of the archive
   */
  record Entry(String mode, String owner, String path) {}

  /** Takes it out of the image. */
  static Initramfs of(BuiltImage image, Path directory) throws IOException {
    return of(image.iso(), directory);
  }

  /** Takes it out of an image that lies somewhere. */
  static Initramfs of(Path iso, Path directory) throws IOException {
    shell(
        directory,
        "isoinfo -R -x /boot/initrd.img -i \"$1\" | zstd -dcq --long=27 > initramfs.cpio",
        iso.toString());
    return new Initramfs(directory);
  }

  /** What is in it. */
  List<Entry> list() throws IOException {
    return shell(directory, "cpio --quiet --numeric-uid-gid -itv < initramfs.cpio")
        .lines()
        .map(line -> line.strip().split("\\s+", 9))
        .map(fields -> new Entry(fields[0], fields[2] + ":" + fields[3], path(fields[8])))
        .toList();
  }

  private static String path(String name) {
    int link = name.indexOf(" -> ");
    return link < 0 ? name : name.substring(0, link);
  }

  /** Unpacks what matches a pattern of cpio into a directory. */
  Path unpack(String... patterns) throws IOException {
    Path root = directory.resolve("root");
    java.nio.file.Files.createDirectories(root);
    String quoted = "'" + String.join("' '", patterns) + "'";
    shell(
        root,
        "cpio --quiet -idm --no-absolute-filenames "
            + quoted
            + " < ../initramfs.cpio\n"
            // Links that lead out of the directory mean nothing here.
            + "find . -type l -lname '/*' -delete");
    return root;
  }

  private static String shell(Path directory, String script, String... arguments)
      throws IOException {
    List<String> command =
        new java.util.ArrayList<>(List.of("bash", "-euo", "pipefail", "-c", script, "bash"));
    command.addAll(List.of(arguments));
    return HostTool.run(directory, Map.of(), Duration.ofMinutes(5), command).succeeded().out();
  }
}
