package org.boot2docker.guest.programs.tls.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.boot2docker.guest.system.bytes.Bytes;
import org.junit.jupiter.api.Test;

class ModulusTest {
  private static final List<String> MODULI =
      List.of(
          "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
          "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");

  private final Random random = new Random(2);

  @Test
  void agreesWithBigInteger() {
    for (String hex : MODULI) {
      BigInteger m = new BigInteger(hex, 16);
      Modulus modulus = new Modulus(hex);
      for (int i = 0; i < 2000; i++) {
        BigInteger a = number(m, i);
        BigInteger b = number(m, i / 4);
        int[] x = modulus.enter(limbs(a));
        int[] y = modulus.enter(limbs(b));

        assertThat(value(modulus, modulus.multiply(x, y))).isEqualTo(a.multiply(b).mod(m));
        assertThat(value(modulus, modulus.add(x, y))).isEqualTo(a.add(b).mod(m));
        assertThat(value(modulus, modulus.subtract(x, y))).isEqualTo(a.subtract(b).mod(m));
      }
    }
  }

  @Test
  void invertsAsBigIntegerDoes() {
    for (String hex : MODULI) {
      BigInteger m = new BigInteger(hex, 16);
      Modulus modulus = new Modulus(hex);
      for (int i = 1; i < 100; i++) {
        BigInteger a = number(m, i);
        assertThat(value(modulus, modulus.invert(modulus.enter(limbs(a)))))
            .isEqualTo(a.modInverse(m));
      }
    }
  }

  @Test
  void comparesAndReducesAtTheModulusItself() {
    for (String hex : MODULI) {
      BigInteger m = new BigInteger(hex, 16);
      Modulus modulus = new Modulus(hex);
      assertThat(modulus.isBelow(limbs(m.subtract(BigInteger.ONE)))).isTrue();
      assertThat(modulus.isBelow(limbs(m))).isFalse();
      assertThat(Modulus.isZero(modulus.reduce(limbs(m)))).isTrue();
      BigInteger most = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
      assertThat(Modulus.bytes(modulus.reduce(limbs(most)))).isEqualTo(bytes(most.mod(m)));
    }
  }

  /** The first numbers are those at the edges, 0 to 2 and the highest ones. */
  private BigInteger number(BigInteger m, int i) {
    List<BigInteger> edges =
        List.of(BigInteger.ZERO, BigInteger.ONE, m.subtract(BigInteger.ONE), BigInteger.TWO);
    return i < edges.size() ? edges.get(i) : new BigInteger(260, random).mod(m);
  }

  private static BigInteger value(Modulus modulus, int[] limbs) {
    return new BigInteger(1, Modulus.bytes(modulus.leave(limbs)));
  }

  private static int[] limbs(BigInteger number) {
    return Modulus.limbs(bytes(number));
  }

  private static byte[] bytes(BigInteger number) {
    return Bytes.ofHex("0".repeat(64 - number.toString(16).length()) + number.toString(16));
  }
}
