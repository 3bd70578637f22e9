package org.boot2docker.machine.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.formats.text.ShellWord;
import org.boot2docker.machine.model.MachineException;

/**
 * Copies single files to and from the guest, with mode and time of modification.
 *
 * @param session logged in to the guest
 */
public record FileCopy(SshSession session) {

  /**
   * Writes a file of the host to one in the guest.
   *
   * @throws MachineException when the guest can't write it
   */
  public void upload(Path file, String guestFile) throws IOException {
    session.upload(file, guestFile);
    Optional<Integer> mode = FileMode.of(file);
    String target = ShellWord.quoted(guestFile);
    String chmod = mode.isEmpty() ? "" : "chmod %o -- %s && ".formatted(mode.get(), target);
    long seconds = Files.getLastModifiedTime(file).toInstant().getEpochSecond();
    ExecResult set = session.exec("%stouch -d @%d -- %s".formatted(chmod, seconds, target));
    if (set.exit() != 0) {
      throw new MachineException(
          "can't set mode and time of %s in the machine (%s): name a file of the user docker"
              .formatted(guestFile, set.err().strip()));
    }
  }

  /**
   * Writes a file of the guest to one of this host; nothing is written if it can't be read.
   *
   * @throws MachineException when the guest can't read it
   */
  public void download(String guestFile, Path file) throws IOException {
    String source = ShellWord.quoted(guestFile);
    ExecResult stat = session.exec("stat -L -c '%a %Y' -- " + source);
    AtomicFile.write(
        file,
        out -> {
          ByteArrayOutputStream err = new ByteArrayOutputStream();
          int exit = session.exec("cat -- " + source, InputStream.nullInputStream(), out, err);
          if (exit != 0) {
            throw new MachineException(
                "can't read %s in the machine (%s): name a file that user docker can read"
                    .formatted(guestFile, err.toString(StandardCharsets.UTF_8).strip()));
          }
        });
    if (stat.exit() == 0) {
      String[] words = stat.out().strip().split(" ", 2);
      FileMode.set(file, Integer.parseInt(words[0], 8) & FileMode.MASK);
      Instant time = Instant.ofEpochSecond(Long.parseLong(words[1]));
      Files.setLastModifiedTime(file, FileTime.from(time));
    }
  }
}
