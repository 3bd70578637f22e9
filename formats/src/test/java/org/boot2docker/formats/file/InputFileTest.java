package org.boot2docker.formats.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What opened would wait or never end: a pipe without a writer, a device of endless zeros. */
@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InputFileTest {
  private static final int MOST = 3 << 20;

  @TempDir private Path folder;

  private Path pipe() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return pipe;
  }

  private static void assertRefused(Path file, String what) {
    assertThat(InputFile.fault(file)).hasValue(what);
    assertThatThrownBy(() -> InputFile.text(file, MOST))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(file.toString(), what);
  }

  @Test
  void readsARegularFileAndOneBehindALink() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "text ü");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);

    assertThat(InputFile.text(file, MOST)).isEqualTo("text ü");
    assertThat(InputFile.text(link, MOST)).isEqualTo("text ü");
    assertThat(InputFile.diskFault(file)).isEmpty();
  }

  @Test
  void namesWhatIsNoRegularFile() throws Exception {
    assertRefused(pipe(), "is a pipe");
    assertRefused(Path.of("/dev/zero"), "is a character device");
    assertRefused(folder, "is a folder");
    assertRefused(folder.resolve("missing"), "does not exist");
    Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("gone"));
    assertRefused(dangling, "is a symbolic link to nothing");
    Path socket = folder.resolve("socket");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      assertRefused(socket, "is a socket");
    }
  }

  @Test
  void aDiskIsNoPipeOrCharacterDeviceEither() throws Exception {
    assertThat(InputFile.diskFault(pipe())).hasValue("is a pipe");
    assertThat(InputFile.diskFault(Path.of("/dev/zero"))).hasValue("is a character device");
    assertThat(InputFile.diskFault(folder)).hasValue("is a folder");
  }

  @Test
  void namesTheFileThatIsTooLarge() throws IOException {
    Path file = Files.write(folder.resolve("large"), new byte[MOST + 1]);

    assertThatThrownBy(() -> InputFile.bytes(file, MOST)).hasMessageContainingAll("large", "3 MiB");
    assertThat(InputFile.bytes(file, MOST + 1)).hasSize(MOST + 1);
  }

  @Test
  void namesTheFileThatFailsWhileItIsRead() {
    // A regular file by its mode, whose first page can't be read.
    Path memory = Path.of("/proc/self/mem");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.isRegularFile(memory));

    assertThatThrownBy(() -> InputFile.bytes(memory, MOST))
        .hasMessageContainingAll("/proc/self/mem", "can't be read");
  }

  @Test
  void namesTheFileThatIsNoText() throws IOException {
    Path file = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, 0, 1});

    assertThatThrownBy(() -> InputFile.text(file, MOST)).hasMessageContainingAll("binary", "UTF-8");
  }
}
