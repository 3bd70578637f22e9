package org.boot2docker.formats.compress;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tukaani.xz.FilterOptions;
import org.tukaani.xz.UnsupportedOptionsException;
import org.tukaani.xz.XZ;
import org.tukaani.xz.XZOutputStream;

/**
 * One .xz stream of one block with a CRC32, which is what the decoder of Linux takes
 * (Documentation/staging/xz.rst): at most one BCJ filter before LZMA2, and no CRC64.
 *
 * @param filter for the machine code in the input
 * @param settings of LZMA2
 */
public record Xz(Optional<BranchFilter> filter, Lzma2 settings) implements Compression {

  /** The smallest for an image: matches are found wherever they are. */
  public static Xz smallest(Optional<BranchFilter> filter) {
    return new Xz(filter, Lzma2.LARGE);
  }

  /** For little content: the one who unpacks needs no more than a mebibyte beside it. */
  public static Xz little(Optional<BranchFilter> filter) {
    return new Xz(filter, Lzma2.LARGE.withDictionary(1 << 20));
  }

  @Override
  public String extension() {
    return "xz";
  }

  @Override
  public long heapNeeded() {
    return settings.heapNeeded();
  }

  @Override
  public OutputStream compress(OutputStream out) throws IOException {
    checkHeap();
    List<FilterOptions> chain = new ArrayList<>();
    filter.map(BranchFilter::options).ifPresent(chain::add);
    chain.add(settings.options());
    try {
      return new WithoutFlush(
          new XZOutputStream(out, chain.toArray(new FilterOptions[0]), XZ.CHECK_CRC32));
    } catch (UnsupportedOptionsException e) {
      throw new IOException("xz: these settings do not work: " + e.getMessage(), e);
    }
  }

  private void checkHeap() throws IOException {
    long available = Runtime.getRuntime().maxMemory();
    if (heapNeeded() > available) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "xz with a dictionary of %d MiB needs %d MiB of Java heap and there are %d: run Java"
                  + " with -Xmx%dm, or choose a smaller dictionary",
              settings.dictionary() >> 20,
              heapNeeded() >> 20,
              available >> 20,
              (heapNeeded() >> 20) + 256));
    }
  }
}
