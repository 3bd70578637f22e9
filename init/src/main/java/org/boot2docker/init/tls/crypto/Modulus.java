package org.boot2docker.init.tls.crypto;

import org.boot2docker.init.bytes.Bytes;

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

  /** The product divided by 2^256: multiplied limb by limb, and made shorter after each. */
  int[] multiply(int[] a, int[] b) {
    int[] t = new int[LIMBS];
    int top = 0;
    for (int i = 0; i < LIMBS; i++) {
      long factor = b[i] & MASK;
      long carry = 0;
      for (int j = 0; j < LIMBS; j++) {
        carry += (a[j] & MASK) * factor + (t[j] & MASK);
        t[j] = (int) carry;
        carry >>>= 32;
      }
      long high = (top & MASK) + carry;
      long multiple = t[0] * negatedInverse & MASK;
      carry = multiple * (modulus[0] & MASK) + (t[0] & MASK) >>> 32;
      for (int j = 1; j < LIMBS; j++) {
        carry += multiple * (modulus[j] & MASK) + (t[j] & MASK);
        t[j - 1] = (int) carry;
        carry >>>= 32;
      }
      high += carry;
      t[LIMBS - 1] = (int) high;
      top = (int) (high >>> 32);
    }
    return subtractOnce(t, top);
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
