package org.boot2docker.machine.ssh;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.boot2docker.machine.model.MachineException;

/**
 * Where the output of a command in the guest goes; its owner closes it. It remembers that it could
 * not be written, for the SSH library ends the channel then without saying why.
 */
final class GuestOutput extends FilterOutputStream {
  private volatile Optional<IOException> failure = Optional.empty();

  GuestOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int octet) throws IOException {
    attempt(() -> out.write(octet));
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    attempt(() -> out.write(bytes, from, length));
  }

  @Override
  public void flush() throws IOException {
    attempt(out::flush);
  }

  @Override
  public void close() throws IOException {
    flush();
  }

  private interface Writing {
    void run() throws IOException;
  }

  private void attempt(Writing writing) throws IOException {
    try {
      writing.run();
    } catch (IOException e) {
      failure = Optional.of(e);
      throw e;
    }
  }

  /** Throws if something could not be written. */
  void check() throws Lost {
    if (failure.isPresent()) {
      throw new Lost(failure.get());
    }
  }

  /** The output can't be written any more. */
  static final class Lost extends MachineException {
    private static final long serialVersionUID = 1L;

    private final boolean unread;

    private Lost(IOException cause) {
      super(
          "the command's output can't be written (%s): make room, or send it elsewhere"
              .formatted(cause.getMessage()),
          cause);
      this.unread = "Broken pipe".equals(cause.getMessage());
    }

    /** Whether nobody reads it any more, as with {@code | head}; Linux and macOS say so. */
    boolean isUnread() {
      return unread;
    }
  }
}
