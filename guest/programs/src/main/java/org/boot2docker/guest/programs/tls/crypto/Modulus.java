package org.boot2docker.guest.programs.tls.crypto;

import org.boot2docker.guest.system.bytes.Bytes;

/**
 * Arithmetic modulo an odd number of exactly 256 bits, by Montgomery's method.
 *
 * <p>Numbers are eight limbs of 32 bits, the lowest first, below the modulus. Products are divided
 * by 2^256, so numbers are multiplied by it when they {@link #enter}. No branch and no index
 * depends on a number, because most of them are secret.
 */
final class Modulus {
  static final int LIMBS = 8;
  private static final int BITS = 256;
  private static final long MASK = 0xffffffffL;

  private final int[] modulus;
  private final int negatedInverse;
  private final int[] one;
  private final int[] square;

  /** Takes the modulus as 64 hexadecimal digits, the first not below 8. */
  Modulus(String hex) {
    modulus = limbs(Bytes.ofHex(hex));
    int inverse = 1;
    for (int i = 0; i < 5; i++) {
      // Newton's iteration doubles the number of right bits.
      inverse *= 2 - modulus[0] * inverse;
    }
    negatedInverse = -inverse;
    one = difference(new int[LIMBS], modulus);
    int[] doubled = one;
    for (int i = 0; i < BITS; i++) {
      doubled = add(doubled, doubled);
    }
    square = doubled;
  }

  /** The limbs of a number of 32 bytes. */
  static int[] limbs(byte[] bytes) {
    int[] limbs = new int[LIMBS];
    for (int i = 0; i < LIMBS; i++) {
      limbs[i] = Bytes.getInt(bytes, 4 * (LIMBS - 1 - i));
    }
    return limbs;
  }

  /** The 32 bytes of a number. */
  static byte[] bytes(int[] limbs) {
    byte[] bytes = new byte[4 * LIMBS];
    for (int i = 0; i < LIMBS; i++) {
      Bytes.putInt(bytes, 4 * (LIMBS - 1 - i), limbs[i]);
    }
    return bytes;
  }

  static boolean isZero(int[] a) {
    int any = 0;
    for (int limb : a) {
      any |= limb;
    }
    return any == 0;
  }

  boolean isBelow(int[] a) {
    long borrow = 0;
    for (int i = 0; i < LIMBS; i++) {
      borrow = (a[i] & MASK) - (modulus[i] & MASK) + borrow >> 32;
    }
    return borrow != 0;
  }

  /** A number of 256 bits made smaller than the modulus. */
  int[] reduce(int[] a) {
    return subtractOnce(a, 0);
  }

  int[] one() {
    return one;
  }

  int[] enter(int[] a) {
    return multiply(a, square);
  }

  int[] leave(int[] a) {
    int[] plainOne = new int[LIMBS];
    plainOne[0] = 1;
    return multiply(a, plainOne);
  }

  int[] add(int[] a, int[] b) {
    int[] sum = new int[LIMBS];
    long carry = 0;
    for (int i = 0; i < LIMBS; i++) {
      carry += (a[i] & MASK) + (b[i] & MASK);
      sum[i] = (int) carry;
      carry >>>= 32;
    }
    return subtractOnce(sum, (int) carry);
  }

  int[] subtract(int[] a, int[] b) {
    int[] result = new int[LIMBS];
    long borrow = 0;
    for (int i = 0; i < LIMBS; i++) {
      borrow += (a[i] & MASK) - (b[i] & MASK);
      result[i] = (int) borrow;
      borrow >>= 32;
    }
    long carry = 0;
    for (int i = 0; i < LIMBS; i++) {
      carry += (result[i] & MASK) + (modulus[i] & borrow & MASK);
      result[i] = (int) carry;
      carry >>>= 32;
    }
    return result;
  }

  /**
   * The product divided by 2^256: multiplied limb by limb, and made shorter after each.
   *
   * <p>Spelled out, for a first boot computes it sixteen thousand times while Docker waits:
   * compiled for init, each access to an array costs more than the multiplication.
   */
  int[] multiply(int[] a, int[] b) {
    long a0 = a[0] & MASK;
    long a1 = a[1] & MASK;
    long a2 = a[2] & MASK;
    long a3 = a[3] & MASK;
    long a4 = a[4] & MASK;
    long a5 = a[5] & MASK;
    long a6 = a[6] & MASK;
    long a7 = a[7] & MASK;
    long m0 = modulus[0] & MASK;
    long m1 = modulus[1] & MASK;
    long m2 = modulus[2] & MASK;
    long m3 = modulus[3] & MASK;
    long m4 = modulus[4] & MASK;
    long m5 = modulus[5] & MASK;
    long m6 = modulus[6] & MASK;
    long m7 = modulus[7] & MASK;
    long t0 = 0;
    long t1 = 0;
    long t2 = 0;
    long t3 = 0;
    long t4 = 0;
    long t5 = 0;
    long t6 = 0;
    long t7 = 0;
    long top = 0;
    for (int i = 0; i < LIMBS; i++) {
      long factor = b[i] & MASK;
      long carry = a0 * factor + t0;
      long multiple = (int) carry * negatedInverse & MASK;
      long reduced = m0 * multiple + (carry & MASK) >>> 32;
      carry >>>= 32;
      carry += a1 * factor + t1;
      reduced += m1 * multiple + (carry & MASK);
      t0 = reduced & MASK;
      carry >>>= 32;
      reduced >>>= 32;
      carry += a2 * factor + t2;
      reduced += m2 * multiple + (carry & MASK);
      t1 = reduced & MASK;
      carry >>>= 32;
      reduced >>>= 32;
      carry += a3 * factor + t3;
      reduced += m3 * multiple + (carry & MASK);
      t2 = reduced & MASK;
      carry >>>= 32;
      reduced >>>= 32;
      carry += a4 * factor + t4;
      reduced += m4 * multiple + (carry & MASK);
      t3 = reduced & MASK;
      carry >>>= 32;
      reduced >>>= 32;
      carry += a5 * factor + t5;
      reduced += m5 * multiple + (carry & MASK);
      t4 = reduced & MASK;
      carry >>>= 32;
      reduced >>>= 32;
      carry += a6 * factor + t6;
      reduced += m6 * multiple + (carry & MASK);
      t5 = reduced & MASK;
      carry >>>= 32;
      reduced >>>= 32;
      carry += a7 * factor + t7;
      reduced += m7 * multiple + (carry & MASK);
      t6 = reduced & MASK;
      carry >>>= 32;
      reduced >>>= 32;
      reduced += carry + top;
      t7 = reduced & MASK;
      top = reduced >>> 32;
    }
    int[] t = {(int) t0, (int) t1, (int) t2, (int) t3, (int) t4, (int) t5, (int) t6, (int) t7};
    return subtractOnce(t, (int) top);
  }

  /** The inverse of a number that isn't zero, by Fermat's little theorem: the modulus is prime. */
  int[] invert(int[] a) {
    int[] two = new int[LIMBS];
    two[0] = 2;
    int[] exponent = difference(modulus, two);
    int[] result = one;
    for (int bit = BITS - 1; bit >= 0; bit--) {
      result = multiply(result, result);
      if ((exponent[bit >> 5] >>> (bit & 31) & 1) != 0) {
        result = multiply(result, a);
      }
    }
    return result;
  }

  /** The number without the modulus if it isn't below it; {@code top} is its bit 256. */
  private int[] subtractOnce(int[] a, int top) {
    int[] less = new int[LIMBS];
    long borrow = 0;
    for (int i = 0; i < LIMBS; i++) {
      borrow += (a[i] & MASK) - (modulus[i] & MASK);
      less[i] = (int) borrow;
      borrow >>= 32;
    }
    int keep = (int) (top + borrow);
    for (int i = 0; i < LIMBS; i++) {
      less[i] = a[i] & keep | less[i] & ~keep;
    }
    return less;
  }

  private static int[] difference(int[] a, int[] b) {
    int[] result = new int[LIMBS];
    long borrow = 0;
    for (int i = 0; i < LIMBS; i++) {
      borrow += (a[i] & MASK) - (b[i] & MASK);
      result[i] = (int) borrow;
      borrow >>= 32;
    }
    return result;
  }
}
