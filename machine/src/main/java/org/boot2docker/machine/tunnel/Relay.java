package org.boot2docker.machine.tunnel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.boot2docker.machine.ssh.StreamLocalChannel;

/**
 * Carries bytes between a local connection and an SSH channel, each direction on its own.
 *
 * <p>The end of one direction is passed on and leaves the other open: {@code docker attach}, {@code
 * exec} and {@code build} say "no more input" that way and go on reading.
 */
final class Relay {
  private static final int BUFFER = 32 * 1024;

  private final SocketChannel local;
  private final StreamLocalChannel remote;

  Relay(SocketChannel local, StreamLocalChannel remote) {
    this.local = local;
    this.remote = remote;
  }

  /** Carries until both directions have ended, then closes both sides. */
  void run() {
    Thread upstream = new Thread(this::upstream, Thread.currentThread().getName() + "-up");
    upstream.setDaemon(true);
    upstream.start();
    try {
      downstream();
      // The guest ended its side for writing, and may still read; or it closed it wholly.
      remote.addCloseFutureListener(closed -> closeLocal());
      upstream.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      remote.close(false);
      closeLocal();
    }
  }

  private void upstream() {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    try (OutputStream out = remote.getInvertedIn()) {
      while (local.read(buffer) >= 0) {
        out.write(buffer.array(), 0, buffer.position());
        out.flush();
        buffer.clear();
      }
    } catch (IOException e) {
      // One side went away: what it won't take can't be delivered, and the other must not wait.
      remote.close(true);
      closeLocal();
    }
  }

  private void downstream() {
    byte[] bytes = new byte[BUFFER];
    try (InputStream in = remote.getInvertedOut()) {
      int count = in.read(bytes);
      while (count >= 0) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
        while (buffer.hasRemaining()) {
          local.write(buffer);
        }
        count = in.read(bytes);
      }
      local.shutdownOutput();
    } catch (IOException e) {
      remote.close(true);
      closeLocal();
    }
  }

  private void closeLocal() {
    try {
      local.close();
    } catch (IOException e) {
      // It is as gone as it can be.
      return;
    }
  }
}
