package org.boot2docker.formats.kmod;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ModuleSignatureTest {
  private static final byte[] MODULE = "\u007fELF and so on".getBytes(StandardCharsets.US_ASCII);

  /** As scripts/sign-file of Linux writes it: PKCS#7 is identifier 2, the lengths before are 0. */
  private static byte[] signed(int signatureBytes, int said) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(MODULE);
    bytes.writeBytes(new byte[signatureBytes]);
    bytes.writeBytes(ByteBuffer.allocate(12).put(2, (byte) 2).putInt(8, said).array());
    bytes.writeBytes("~Module signature appended~\n".getBytes(StandardCharsets.US_ASCII));
    return bytes.toByteArray();
  }

  @Test
  void goesWithAllThatBelongsToIt() {
    assertThat(ModuleSignature.without(signed(263, 263))).isEqualTo(MODULE);
  }

  @Test
  void leavesAloneWhatHasNone() {
    assertThat(ModuleSignature.without(MODULE)).isEqualTo(MODULE);
    assertThat(ModuleSignature.without(new byte[0])).isEmpty();
  }

  @Test
  void leavesAloneWhatMakesNoSense() {
    byte[] tooLong = signed(10, 1_000);
    assertThat(ModuleSignature.without(tooLong)).isEqualTo(tooLong);
    byte[] negative = signed(10, -1);
    assertThat(ModuleSignature.without(negative)).isEqualTo(negative);
  }
}
