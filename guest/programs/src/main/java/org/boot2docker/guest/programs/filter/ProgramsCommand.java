package org.boot2docker.guest.programs.filter;

import java.io.IOException;
import java.util.Optional;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Text;

/**
 * The applet {@code programs}: restores the programs that are filtered in the image, and lets them
 * be executed. Once in a boot: filters can't be undone twice.
 */
public final class ProgramsCommand {
  private static final String BEGUN = FilteredProgram.LIST + ".begun";

  private final Files files;
  private final Log log;

  /** Works on these files. */
  public ProgramsCommand(Files files) {
    this.files = files;
    this.log = new Log(files);
  }

  /** Runs it and gives the exit code. */
  public int run() {
    if (files.exists(BEGUN)) {
      log.error("restoring Docker's programs was interrupted: restart the machine");
      return 1;
    }
    if (!files.exists(FilteredProgram.LIST)) {
      return 0;
    }
    int moved = files.rename(FilteredProgram.LIST, BEGUN);
    if (!log.check(moved, "renaming " + FilteredProgram.LIST)) {
      return 1;
    }
    try {
      Optional<String> list = Text.read(files, BEGUN);
      if (list.isEmpty()) {
        throw new IOException(BEGUN + " can't be read");
      }
      for (FilteredProgram program : FilteredProgram.parse(list.get())) {
        restore(program);
      }
    } catch (IOException e) {
      log.error(
          "Docker's programs can't be restored (" + e.getMessage() + "): restart the machine");
      return 1;
    }
    return log.check(files.unlink(BEGUN), "removing " + BEGUN) ? 0 : 1;
  }

  private void restore(FilteredProgram program) throws IOException {
    try {
      undo(program);
    } catch (IOException e) {
      throw new IOException(program.path() + ": " + e.getMessage());
    }
    if (files.changeMode(program.path(), program.mode()) < 0) {
      throw new IOException(program.path() + " can't be made executable");
    }
  }

  /**
   * Without a try with resources: as TeaVM compiles it, it crashes when the file can't be opened.
   */
  private void undo(FilteredProgram program) throws IOException {
    ProgramFile file = ProgramFile.open(files, program.path());
    try {
      for (Filter filter : program.filters()) {
        filter.undo(file);
      }
    } finally {
      file.close();
    }
  }
}
