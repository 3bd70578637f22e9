package org.boot2docker.guest.programs.tls.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.boot2docker.guest.system.bytes.Bytes;
import org.junit.jupiter.api.Test;

class Sha256Test {
  private final Random random = new Random(1);

  /** The example of FIPS 180-4's companion document. */
  @Test
  void digestsTheExampleOfTheStandard() {
    assertThat(Bytes.hex(Sha256.digest("abc".getBytes(StandardCharsets.US_ASCII))))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void digestsEveryLengthAsTheJdkDoes() throws Exception {
    for (int length = 0; length < 200; length++) {
      byte[] message = new byte[length];
      random.nextBytes(message);
      byte[] start = Arrays.copyOf(message, length / 3);
      byte[] rest = Arrays.copyOfRange(message, length / 3, length);

      assertThat(Sha256.digest(start, rest))
          .as("%d bytes", length)
          .isEqualTo(MessageDigest.getInstance("SHA-256").digest(message));
    }
  }

  @Test
  void authenticatesAsTheJdkDoes() throws Exception {
    for (int length = 1; length <= 64; length++) {
      byte[] key = new byte[length];
      random.nextBytes(key);
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));

      assertThat(Sha256.hmac(key, new byte[] {1, 2}, new byte[] {3}))
          .isEqualTo(mac.doFinal(new byte[] {1, 2, 3}));
    }
  }
}
