package org.boot2docker.guest.programs.tls.crypto;

import org.boot2docker.guest.system.bytes.Bytes;

/** SHA-256 of FIPS 180-4, and the HMAC of RFC 2104 made of it. */
public final class Sha256 {
  /** Length of a digest. */
  public static final int BYTES = 32;

  private static final int BLOCK = 64;
  private static final int ROUNDS = 64;
  private static final int INNER_PAD = 0x36;
  private static final int OUTER_PAD = 0x5c;

  private static final int[] START = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
  };

  private static final int[] CONSTANTS = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
  };

  private Sha256() {}

  /** The digest of these bytes, one part after the other. */
  public static byte[] digest(byte[]... parts) {
    byte[] message = pad(Bytes.join(parts));
    int[] state = START.clone();
    int[] schedule = new int[ROUNDS];
    for (int at = 0; at < message.length; at += BLOCK) {
      compress(state, schedule, message, at);
    }
    byte[] digest = new byte[BYTES];
    for (int i = 0; i < state.length; i++) {
      Bytes.putInt(digest, 4 * i, state[i]);
    }
    return digest;
  }

  /** The message authentication code of these bytes; the key has at most 64 bytes. */
  static byte[] hmac(byte[] key, byte[]... parts) {
    byte[] inner = digest(padded(key, INNER_PAD), Bytes.join(parts));
    return digest(padded(key, OUTER_PAD), inner);
  }

  private static byte[] padded(byte[] key, int pad) {
    byte[] block = new byte[BLOCK];
    System.arraycopy(key, 0, block, 0, key.length);
    for (int i = 0; i < BLOCK; i++) {
      block[i] ^= (byte) pad;
    }
    return block;
  }

  private static byte[] pad(byte[] message) {
    int length = (message.length + 9 + BLOCK - 1) / BLOCK * BLOCK;
    byte[] padded = new byte[length];
    System.arraycopy(message, 0, padded, 0, message.length);
    padded[message.length] = (byte) 0x80;
    Bytes.putInt(padded, length - 8, message.length >>> 29);
    Bytes.putInt(padded, length - 4, message.length << 3);
    return padded;
  }

  private static void compress(int[] state, int[] w, byte[] message, int at) {
    for (int t = 0; t < 16; t++) {
      w[t] = Bytes.getInt(message, at + 4 * t);
    }
    for (int t = 16; t < ROUNDS; t++) {
      int s0 = rotate(w[t - 15], 7) ^ rotate(w[t - 15], 18) ^ (w[t - 15] >>> 3);
      int s1 = rotate(w[t - 2], 17) ^ rotate(w[t - 2], 19) ^ (w[t - 2] >>> 10);
      w[t] = w[t - 16] + s0 + w[t - 7] + s1;
    }
    int[] v = state.clone();
    for (int t = 0; t < ROUNDS; t++) {
      int s1 = rotate(v[4], 6) ^ rotate(v[4], 11) ^ rotate(v[4], 25);
      int choice = (v[4] & v[5]) ^ (~v[4] & v[6]);
      int t1 = v[7] + s1 + choice + CONSTANTS[t] + w[t];
      int s0 = rotate(v[0], 2) ^ rotate(v[0], 13) ^ rotate(v[0], 22);
      int majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
      System.arraycopy(v, 0, v, 1, 7);
      v[4] += t1;
      v[0] = t1 + s0 + majority;
    }
    for (int i = 0; i < state.length; i++) {
      state[i] += v[i];
    }
  }

  private static int rotate(int value, int bits) {
    return value >>> bits | value << (32 - bits);
  }
}
