package org.boot2docker.debian.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.boot2docker.debian.download.Blob;
import org.boot2docker.debian.download.DownloadListener;

/** Writes down what a listener hears. */
public final class Events implements DownloadListener {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong expected = new AtomicLong();

  @Override
  public void expect(int files, long total) {
    expected.addAndGet(total);
  }

  @Override
  public void received(Blob blob, long more) {
    bytes.addAndGet(more);
  }

  @Override
  public void say(String line) {
    lines.add(line);
  }

  @Override
  public void warning(String line) {
    lines.add("WARNING " + line);
  }

  /** Notices and warnings. */
  public List<String> lines() {
    return lines;
  }

  /** The sum of all bytes told. */
  public long bytes() {
    return bytes.get();
  }

  /** The sum of all bytes announced. */
  public long expected() {
    return expected.get();
  }
}
