package org.boot2docker.machine;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.formats.file.InputFile;
import org.boot2docker.machine.disk.DataDisks;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.settings.KeptSettings;
import org.boot2docker.machine.settings.Settings;
import org.boot2docker.machine.state.MachineDirectory;

/** A whole machine in one zip file: its settings, its own data disk, and what makes it a clone. */
public final class Archive {
  private static final int MOST_IDENTITY = 64;

  private Archive() {}

  private static Map<String, Path> files(MachineDirectory directory) {
    Map<String, Path> files = new LinkedHashMap<>();
    // The settings last: by them a machine exists, which must not lack its disk. A disk without
    // the identity of a clone would be the same machine as the original.
    files.put("identity", directory.identity());
    files.put("data.qcow2", directory.disk());
    files.put("machine.yaml", directory.configFile());
    return files;
  }

  /**
   * Writes it.
   *
   * @throws IOException when the file can't be written
   */
  public static void write(Machine machine, Path file) throws IOException {
    MachineDirectory directory = machine.directory();
    machine.whileStopped(
        "export",
        stopped -> {
          KeptSettings.write(KeptSettings.read(directory), directory);
          // The disk has keys and logins, the settings may have a proxy's password.
          AtomicFile.secret(
              file,
              out -> {
                try (ZipOutputStream zip = new ZipOutputStream(out)) {
                  for (Map.Entry<String, Path> each : files(directory).entrySet()) {
                    add(zip, each.getKey(), each.getValue());
                  }
                }
              });
          return file;
        },
        message -> {});
  }

  private static void add(ZipOutputStream zip, String name, Path file) throws IOException {
    if (Files.exists(file)) {
      zip.putNextEntry(new ZipEntry(name));
      Files.copy(file, zip);
      zip.closeEntry();
    }
  }

  /**
   * Makes a machine of one that {@link #write} wrote, perhaps on another host.
   *
   * @return those of its settings that name files of this host, or open ports to others
   * @throws MachineException when there is a machine of that name, or the file is no such archive
   */
  public static Settings read(Path file, Machine machine) throws IOException {
    MachineDirectory directory = machine.directory();
    new StoppedMachine(directory).requireFree(directory);
    directory.requireShortName();
    InputFile.require(file);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      requireOurs(zip, file);
      NewMachine.make(
          directory,
          "import",
          () -> {
            extract(zip, directory);
            check(file, directory);
          });
      return machine.settings().ofThisHost();
    } catch (ZipException e) {
      throw new MachineException(
          "%s is no machine's archive (%s): name one that 'boot2docker export' wrote"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /** What is wrong is found here, and not at the first start. */
  private static void check(Path file, MachineDirectory directory) throws IOException {
    try {
      requireIdentity(directory.identity());
      if (Files.exists(directory.disk())) {
        DataDisks.requireWhole(directory.disk());
      }
      KeptSettings.read(directory);
    } catch (MachineException e) {
      String inside = String.valueOf(e.getMessage()).replace(directory.path() + File.separator, "");
      throw new MachineException("%s can't be imported: %s".formatted(file, inside), e);
    }
  }

  private static void requireOurs(ZipFile zip, Path file) throws MachineException {
    Map<String, Path> known = files(new MachineDirectory(Path.of("any")));
    Set<String> names = new HashSet<>();
    for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
      String name = all.nextElement().getName();
      if (!known.containsKey(name) || !names.add(name)) {
        throw new MachineException(
            "%s is no machine's archive, for it has a file '%s', or has it twice: name one that 'boot2docker export' wrote"
                .formatted(file, name));
      }
    }
    if (zip.getEntry("machine.yaml") == null) {
      throw new MachineException(
          "%s is no machine's archive, for it has no machine.yaml: name one that 'boot2docker export' wrote"
              .formatted(file));
    }
  }

  /** It becomes a word of the kernel's command line. */
  private static void requireIdentity(Path file) throws IOException {
    if (Files.exists(file) && !InputFile.text(file, MOST_IDENTITY).matches("[0-9a-f-]+")) {
      throw new MachineException(
          "the archive's identity is none: name an archive that 'boot2docker export' wrote");
    }
  }

  private static void extract(ZipFile zip, MachineDirectory directory) throws IOException {
    for (Map.Entry<String, Path> each : files(directory).entrySet()) {
      ZipEntry entry = zip.getEntry(each.getKey());
      if (entry != null) {
        // Java reads a damaged file to its end and doesn't look at its sum.
        try (CheckedInputStream in =
            new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
          AtomicFile.write(
              each.getValue(),
              out -> {
                in.transferTo(out);
                if (in.getChecksum().getValue() != entry.getCrc()) {
                  throw new ZipException(each.getKey() + " is damaged");
                }
              });
        }
      }
    }
  }
}
