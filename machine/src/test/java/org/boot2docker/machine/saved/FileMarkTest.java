package org.boot2docker.machine.saved;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileMarkTest {
  @TempDir private Path folder;

  @Test
  void theInodeCountsAndNotTheDevicesNumber() throws IOException {
    Path file = Files.writeString(folder.resolve("disk"), "data");

    FileMark mark = FileMark.of(file);

    assertThat(mark.key()).isEqualTo(Files.getAttribute(file, "unix:ino").toString());
    assertThat(new FileMark("/d", 1, 2, "(dev=2b,ino=77)"))
        .as("as earlier versions wrote it, before the host's last boot")
        .isEqualTo(new FileMark("/d", 1, 2, "(dev=31,ino=77)"))
        .isNotEqualTo(new FileMark("/d", 1, 2, "(dev=2b,ino=78)"));
  }

  @Test
  void aFileInThePlaceOfAnotherIsNotTheSame() throws IOException {
    Path file = Files.writeString(folder.resolve("disk"), "data");
    FileMark mark = FileMark.of(file);
    assertThat(mark.matches()).isTrue();
    Path other = Files.writeString(folder.resolve("other"), "data");
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));

    Files.move(other, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    assertThat(mark.matches()).isFalse();
  }
}
