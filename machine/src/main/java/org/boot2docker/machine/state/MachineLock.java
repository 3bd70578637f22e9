package org.boot2docker.machine.state;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.boot2docker.machine.model.MachineException;

/** A lock on a file that the system lets go of when its process ends, however it ends. */
public final class MachineLock implements Closeable {
  private final FileChannel channel;

  private MachineLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Locks the machine against other commands.
   *
   * @throws MachineException when another command holds it
   */
  public static MachineLock of(MachineDirectory directory) throws IOException {
    return tryLock(directory.lock())
        .orElseThrow(
            () ->
                new MachineException(
                    "another command is starting or stopping machine %s: wait for it, then try again"
                        .formatted(directory.name())));
  }

  /** Locks a file; empty when another holds it. */
  public static Optional<MachineLock> tryLock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      FileLock lock = channel.tryLock();
      locked = lock != null;
    } catch (OverlappingFileLockException e) {
      // Another thread of this process has it, which is as good as another process.
      locked = false;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
    return locked ? Optional.of(new MachineLock(channel)) : Optional.empty();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
