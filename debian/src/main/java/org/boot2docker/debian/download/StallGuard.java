package org.boot2docker.debian.download;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Ends a transfer over which nothing has come for a while: java.net.http has no time-out for
 * reading a body. Only the time counts in which somebody waits for bytes: the reader may be slow.
 */
public final class StallGuard extends FilterInputStream {
  private final ScheduledFuture<?> check;
  private final Duration patience;
  private volatile long start = System.nanoTime();
  private volatile boolean waiting;
  private volatile boolean stalled;

  /**
   * Guards a stream.
   *
   * @param patience how long nothing may come
   * @param timer looks for it
   */
  public StallGuard(InputStream in, Duration patience, ScheduledExecutorService timer) {
    super(in);
    this.patience = patience;
    long period = Math.max(1, patience.toMillis() / 4);
    this.check = timer.scheduleAtFixedRate(this::check, period, period, TimeUnit.MILLISECONDS);
  }

  private void check() {
    if (waiting && System.nanoTime() - start > patience.toNanos()) {
      stalled = true;
      check.cancel(false);
      try {
        in.close(); // wakes the reader
      } catch (IOException e) {
        // The reader sees the flag all the same.
      }
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read;
    start = System.nanoTime();
    waiting = true;
    try {
      read = in.read(buffer, offset, length);
    } catch (IOException e) {
      throw stalled ? stalled(e) : e;
    } finally {
      waiting = false;
    }
    if (read < 0 && stalled) {
      throw stalled(null);
    }
    return read;
  }

  private IOException stalled(@org.jspecify.annotations.Nullable IOException cause) {
    return new IOException("no data came for " + patience.toSeconds() + " s", cause);
  }

  @Override
  public void close() throws IOException {
    check.cancel(false);
    super.close();
  }
}
