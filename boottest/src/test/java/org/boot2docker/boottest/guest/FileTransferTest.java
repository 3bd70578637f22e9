package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.LabExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Files go in and come back the same, with the programs that people have. */
@Order(32)
@ExtendWith(LabExtension.class)
class FileTransferTest {
  private static final int BYTES = 1_500_000;

  @TempDir private Path directory;

  @BeforeEach
  void writeFile() throws IOException {
    byte[] bytes = new byte[BYTES];
    new Random(42).nextBytes(bytes);
    Files.write(directory.resolve("sent"), bytes);
  }

  private void assertSame() throws IOException {
    assertThat(directory.resolve("back")).hasSameBinaryContentAs(directory.resolve("sent"));
  }

  @Test
  void sftpRoundTrip(Guest guest) throws IOException {
    Path batch = directory.resolve("batch");
    Files.writeString(
        batch,
        "put sent /home/docker/by-sftp\nls -l /home/docker\nget /home/docker/by-sftp back\n");

    String said = OpenSsh.to(guest, directory).sftp(batch).succeeded().out();

    assertThat(said).contains("by-sftp");
    assertSame();
  }

  @Test
  void scpRoundTripOverSftp(Guest guest) throws IOException {
    OpenSsh openSsh = OpenSsh.to(guest, directory);
    openSsh.scp("sent", "guest:by-scp").succeeded();
    openSsh.scp("guest:by-scp", "back").succeeded();
    assertSame();
  }

  @Test
  void scpRoundTripInTheOldProtocol(Guest guest) throws IOException {
    OpenSsh openSsh = OpenSsh.to(guest, directory);
    openSsh.scp("-O", "sent", "guest:by-old-scp").succeeded();
    openSsh.scp("-O", "guest:by-old-scp", "back").succeeded();
    assertSame();
  }

  @Test
  void rsyncRoundTripOfATree(Guest guest) throws IOException {
    Path tree = Files.createDirectories(directory.resolve("tree/below"));
    Files.move(directory.resolve("sent"), tree.resolve("file"));
    Files.createSymbolicLink(tree.resolve("link"), Path.of("file"));
    OpenSsh openSsh = OpenSsh.to(guest, directory);

    openSsh.rsync("-a", "--delete", "tree/", "guest:by-rsync/").succeeded();
    openSsh.rsync("-a", "guest:by-rsync/", "again/").succeeded();

    Path again = directory.resolve("again/below");
    assertThat(again.resolve("file")).hasSameBinaryContentAs(tree.resolve("file"));
    assertThat(Files.readSymbolicLink(again.resolve("link"))).isEqualTo(Path.of("file"));
  }
}
