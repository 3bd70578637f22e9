package org.boot2docker.machine.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.formats.file.ProgramPath;
import org.boot2docker.machine.model.Share;
import org.boot2docker.machine.state.ShortRun;

/**
 * A virtiofsd that is installed on this host, new enough to map owners by itself.
 *
 * @param migrates whether it can go on where another one was, for a machine that is resumed
 */
record Virtiofsd(Path program, boolean migrates) {

  /** Environment variable with the program to use, or {@code none}. */
  static final String PROGRAM_VARIABLE = "BOOT2DOCKER_VIRTIOFSD";

  private static final String NONE = "none";
  private static final String NEEDED_OPTION = "--translate-uid";
  private static final String MIGRATION_OPTION = "--migration-on-error";
  private static final Duration HELP_LIMIT = Duration.ofSeconds(20);

  /** Where distributions put it: it is not for people to call. */
  private static final List<String> USUAL_FOLDERS =
      List.of("/usr/libexec", "/usr/lib", "/usr/lib/qemu", "/usr/lib/virtiofsd");

  /** As many numbers as there are, but for the last, which means "no change". */
  private static final String ALL = "squash-guest:0:%d:4294967295";

  /** Finds one; empty when there is none that serves. */
  static Optional<Virtiofsd> find(Map<String, String> environment) throws IOException {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      return Optional.empty();
    }
    for (Path candidate : candidates(environment)) {
      if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
        ShortRun help = ShortRun.of(List.of(candidate.toString(), "--help"), HELP_LIMIT);
        if (help.output().contains(NEEDED_OPTION)) {
          boolean migrates = help.output().contains(MIGRATION_OPTION);
          return Optional.of(new Virtiofsd(candidate, migrates));
        }
      }
    }
    return Optional.empty();
  }

  private static List<Path> candidates(Map<String, String> environment) {
    String set = environment.getOrDefault(PROGRAM_VARIABLE, "");
    if (!set.isEmpty()) {
      return set.equals(NONE) ? List.of() : List.of(Path.of(set).toAbsolutePath());
    }
    return ProgramPath.all("virtiofsd", environment, USUAL_FOLDERS).toList();
  }

  /**
   * Serves one folder to the first that connects, and ends when that one is gone. It keeps itself
   * in name spaces where there is nothing but the folder.
   *
   * @param owner whose the files are that the guest makes, whatever number their maker has there;
   *     empty to leave that as it is
   */
  List<String> command(Share share, Path socket, Optional<FolderOwner> owner) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of("--shared-dir", share.directory().toAbsolutePath().toString()));
    command.addAll(List.of("--socket-path", socket.toString()));
    command.addAll(List.of("--sandbox", "namespace"));
    if (share.readOnly()) {
      command.add("--readonly");
    }
    if (migrates) {
      // Of a saved machine: files that are gone meanwhile are errors for who has them open.
      command.addAll(List.of(MIGRATION_OPTION, "guest-error"));
    }
    if (owner.isPresent()) {
      command.addAll(List.of("--translate-uid", ALL.formatted(owner.get().user())));
      command.addAll(List.of("--translate-gid", ALL.formatted(owner.get().group())));
    }
    return command;
  }
}
