package org.boot2docker.builder.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.boot2docker.builder.description.DistributionFile;
import org.junit.jupiter.api.Test;

class FragmentsTest {
  private static final DistributionFile FIRST =
      new DistributionFile(
          "a.config",
          "# Disks.\nCONFIG_ATA=y\n\nCONFIG_NAME=\"x y\"\n# CONFIG_DEVMEM is not set\n");

  @Test
  void optionsOfAllFilesBecomeOne() throws IOException {
    Fragments both =
        Fragments.parse(List.of(FIRST, new DistributionFile("b.config", "CONFIG_B=m\n")));

    assertThat(both.text())
        .isEqualTo("CONFIG_ATA=y\nCONFIG_NAME=\"x y\"\n# CONFIG_DEVMEM is not set\nCONFIG_B=m\n");
  }

  @Test
  void aLaterFileOverridesAnEarlierOne() throws IOException {
    Fragments both =
        Fragments.parse(List.of(FIRST, new DistributionFile("b.config", "CONFIG_ATA=n\n")));

    assertThat(both.text()).doesNotContain("CONFIG_ATA=y").contains("# CONFIG_ATA is not set");
  }

  @Test
  void anOptionTwiceInOneFileIsNamedWithBothLines() {
    DistributionFile twice = new DistributionFile("a.config", "CONFIG_A=y\n\nCONFIG_A=m\n");

    assertThatThrownBy(() -> Fragments.parse(List.of(twice)))
        .hasMessageContainingAll("a.config:3: CONFIG_A", "line 1");
  }

  @Test
  void aLineThatIsNoOptionIsNamed() {
    assertThatThrownBy(
            () -> Fragments.parse(List.of(new DistributionFile("a.config", "\nATA=y\n"))))
        .hasMessageContaining("a.config:2: not an option")
        .hasMessageContaining("ATA=y");
  }

  @Test
  void whatSurvivedIsRight() throws IOException {
    Fragments fragments = Fragments.parse(List.of(FIRST));
    KernelConfig config = KernelConfig.parse("CONFIG_ATA=y\nCONFIG_NAME=\"x y\"\nCONFIG_C=m\n");

    assertThatCode(() -> fragments.requireIn(config)).doesNotThrowAnyException();
    assertThat(config.enabled()).isEqualTo(2);
  }

  @Test
  void whatDidNotSurviveIsNamedWithItsPlaceAndWhatItBecame() throws IOException {
    Fragments fragments = Fragments.parse(List.of(FIRST));
    KernelConfig config =
        KernelConfig.parse("CONFIG_ATA=m\n# CONFIG_NAME is not set\nCONFIG_DEVMEM=y\n");

    assertThatThrownBy(() -> fragments.requireIn(config))
        .hasMessageContaining("a.config:2: CONFIG_ATA=y became m")
        .hasMessageContaining("a.config:4: CONFIG_NAME=\"x y\" became n")
        .hasMessageContaining("a.config:5: CONFIG_DEVMEM=n became y")
        .hasMessageContaining("Kconfig");
  }
}
