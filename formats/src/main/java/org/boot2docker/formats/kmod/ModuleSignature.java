package org.boot2docker.formats.kmod;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The signature behind a kernel module: the signature's bytes, {@code struct module_signature}
 * (Linux, include/linux/module_signature.h), and a line of text.
 */
public final class ModuleSignature {
  private static final byte[] MARK =
      "~Module signature appended~\n".getBytes(StandardCharsets.US_ASCII);

  /** Kinds of algorithm, hash and identifier; two lengths, padding, the signature's length. */
  private static final int STRUCTURE_BYTES = 12;

  private static final int LENGTH_OFFSET = 8;

  private ModuleSignature() {}

  /**
   * A module's bytes without its signature; those of a module that has none, or whose end makes no
   * sense, as they are.
   */
  public static byte[] without(byte[] module) {
    int structure = module.length - MARK.length - STRUCTURE_BYTES;
    if (structure < 0 || !endsWithMark(module)) {
      return module;
    }
    long length = ByteBuffer.wrap(module).getInt(structure + LENGTH_OFFSET) & 0xffffffffL;
    return length > structure ? module : Arrays.copyOf(module, (int) (structure - length));
  }

  private static boolean endsWithMark(byte[] module) {
    int from = module.length - MARK.length;
    return Arrays.equals(module, from, module.length, MARK, 0, MARK.length);
  }
}
