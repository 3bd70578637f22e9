package org.boot2docker.formats.compress;

import com.github.luben.zstd.ZstdIOException;
import java.io.EOFException;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipException;
import org.boot2docker.formats.FormatException;
import org.tukaani.xz.CorruptedInputException;

/** What decoders complain of, and whether that is damage. Others may be able to do more. */
final class DecoderFault {
  /**
   * Numbers of ZSTD_ErrorCode in zstd_errors.h: corruption_detected (also for a short end),
   * checksum_wrong, literals_headerWrong, dictionary_corrupted, and those of blocks with a wrong
   * size, dstSize_tooSmall and srcSize_wrong.
   */
  private static final Set<Long> ZSTD_DAMAGE = Set.of(20L, 22L, 24L, 30L, 70L, 72L);

  private DecoderFault() {}

  /**
   * An error that says of which format and where the fault is.
   *
   * @param unpacked how many bytes came before it
   */
  static FormatException clear(CompressionFormat format, long unpacked, IOException e) {
    String reason =
        e instanceof EOFException ? "it ends too early" : String.valueOf(e.getMessage());
    String name = format.name().toLowerCase(Locale.ROOT);
    FormatException clear =
        isDamage(e)
            ? FormatException.damaged(
                name, unpacked, "damaged compressed data (" + reason + "), unpacked")
            : FormatException.at(
                name, unpacked, "compressed data that is refused (" + reason + "), unpacked");
    clear.initCause(e);
    return clear;
  }

  private static boolean isDamage(IOException e) {
    return e instanceof EOFException
        || e instanceof ZipException
        || e instanceof CorruptedInputException
        || e instanceof ZstdIOException zstd && ZSTD_DAMAGE.contains(zstd.getErrorCode());
  }
}
