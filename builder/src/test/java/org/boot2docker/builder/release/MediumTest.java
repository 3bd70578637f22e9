package org.boot2docker.builder.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.boot2docker.contract.Architecture;
import org.junit.jupiter.api.Test;

class MediumTest {
  @Test
  void anOvaIsAMachineOfAPcAndDisksAreForAll() {
    assertThat(Arrays.stream(Medium.values()).filter(each -> !each.isFor(Architecture.ARM64)))
        .containsExactly(Medium.OVA);
    assertThat(Medium.values()).allMatch(each -> each.isFor(Architecture.AMD64));
  }
}
