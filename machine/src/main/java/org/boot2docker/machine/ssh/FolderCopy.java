package org.boot2docker.machine.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.formats.text.ShellWord;
import org.boot2docker.machine.model.MachineException;

/**
 * Copies folders to and from the guest, with modes, times and symbolic links, as tar archives that
 * exist nowhere but on the way.
 *
 * @param session logged in to the guest
 * @param progress told of what can't be copied, such as sockets
 */
public record FolderCopy(SshSession session, Progress progress) {
  private static final int BUFFER = 1 << 16;

  /** What one of two threads does with a stream. */
  private interface Work {
    void run() throws IOException;
  }

  /**
   * Copies what is in a folder into one of the guest, which is made when it isn't there.
   *
   * @throws MachineException when the guest can't write it
   */
  public void upload(Path folder, String guestFolder) throws IOException {
    String target = ShellWord.quoted(guestFolder);
    try (PipedInputStream in = new PipedInputStream(BUFFER);
        OutputStream out = new PipedOutputStream(in)) {
      CompletableFuture<Void> archive =
          start(
              () -> {
                try (out) {
                  new FolderArchive(folder, progress).write(out);
                }
              });
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      int exit =
          session.exec(
              "mkdir -p " + target + " && tar -x -f - -C " + target,
              in,
              OutputStream.nullOutputStream(),
              err);
      // A guest that ended early reads no more of it.
      in.close();
      if (exit != 0) {
        requireArchived(archive);
      }
      require(exit, err, "can't write " + guestFolder + " in the machine");
      await(archive);
    }
  }

  /** What broke off the archive here is why the guest could not read it. */
  private static void requireArchived(CompletableFuture<Void> archive) throws IOException {
    try {
      await(archive);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      // The guest ended first, and says why.
      return;
    }
  }

  /**
   * Copies what is in a folder of the guest into one of this host, which is made when it isn't
   * there.
   *
   * @throws MachineException when the guest can't read it
   */
  public void download(String guestFolder, Path folder) throws IOException {
    try (PipedInputStream in = new PipedInputStream(BUFFER);
        OutputStream out = new PipedOutputStream(in)) {
      CompletableFuture<Void> archive =
          start(
              () -> {
                try (in) {
                  new FolderArchive(folder, progress).extract(in);
                }
              });
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      int exit;
      try (out) {
        exit =
            session.exec(
                "tar -c -f - -C " + ShellWord.quoted(guestFolder) + " .",
                InputStream.nullInputStream(),
                out,
                err);
      } catch (IOException e) {
        // The other side has ended, and knows why.
        await(archive);
        throw e;
      }
      require(exit, err, "can't read " + guestFolder + " in the machine");
      await(archive);
    }
  }

  private static CompletableFuture<Void> start(Work work) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            work.run();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static void await(CompletableFuture<Void> archive) throws IOException {
    try {
      archive.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof UncheckedIOException unchecked) {
        throw unchecked.getCause();
      }
      throw e;
    }
  }

  private static void require(int exit, ByteArrayOutputStream err, String what)
      throws MachineException {
    if (exit != 0) {
      String said = err.toString(StandardCharsets.UTF_8).strip().replace('\n', ' ');
      throw new MachineException(
          "%s (%s): name a folder that the user docker can use, with room".formatted(what, said));
    }
  }
}
