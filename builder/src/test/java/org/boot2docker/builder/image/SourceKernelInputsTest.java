package org.boot2docker.builder.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.boot2docker.builder.description.BaseSpec;
import org.boot2docker.builder.description.DistributionFile;
import org.boot2docker.builder.description.Place;
import org.boot2docker.builder.kernel.Toolchain;
import org.boot2docker.builder.step.StepInputs;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.file.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceKernelInputsTest {
  private static final Place HERE = new Place("mine.yaml:7: base.source");
  private static final DistributionFile A = new DistributionFile("a", "1");
  private static final DistributionFile B = new DistributionFile("b", "2");

  private static StepInputs inputs(
      List<DistributionFile> patches, List<DistributionFile> fragments, String compiler)
      throws IOException {
    BaseSpec.Source spec = new BaseSpec.Source("linux-source", patches, fragments, List.of(), HERE);
    Toolchain.Versions toolchain = new Toolchain.Versions(compiler, "xz 5");
    return StepInputs.of(
        new BaseInputs.Source("tool", Architecture.AMD64, spec, List.of(), toolchain));
  }

  private static String key(
      List<DistributionFile> patches, List<DistributionFile> fragments, String compiler)
      throws IOException {
    return inputs(patches, fragments, compiler).key();
  }

  @Test
  void theSameInputsHaveTheSameKeyAndOthersAnother() throws IOException {
    Set<String> keys = new HashSet<>();
    keys.add(key(List.of(A), List.of(B), "gcc 12"));
    keys.add(key(List.of(A), List.of(B), "gcc 12"));
    assertThat(keys).hasSize(1);

    keys.add(key(List.of(A), List.of(B), "gcc 13"));
    keys.add(key(List.of(), List.of(B), "gcc 12"));
    keys.add(key(List.of(A), List.of(new DistributionFile("b", "3")), "gcc 12"));
    keys.add(key(List.of(new DistributionFile("a", "3")), List.of(B), "gcc 12"));
    keys.add(key(List.of(A), List.of(A, B), "gcc 12"));
    keys.add(key(List.of(A), List.of(B, A), "gcc 12"));
    assertThat(keys).hasSize(7);
  }

  /** What is taken of a kernel can change while the kernel, which takes long, stays. */
  @Test
  void whatIsTakenOfACompiledKernelHasAKeyOfItsOwn() throws IOException {
    BaseSpec.Source spec =
        new BaseSpec.Source("linux-source", List.of(), List.of(), List.of("snd"), HERE);
    Toolchain.Versions toolchain = new Toolchain.Versions("gcc 12", "xz 5");
    BaseInputs.Source inputs =
        new BaseInputs.Source("tool", Architecture.AMD64, spec, List.of(), toolchain);

    assertThat(BaseStep.key(inputs))
        .isNotEqualTo(BaseStep.key(inputs.whole()))
        .isNotEqualTo(StepInputs.of(inputs).key());
    assertThat(StepInputs.of(inputs.whole()).key())
        .isEqualTo(inputs(List.of(), List.of(), "gcc 12").key());
  }

  @Test
  void kernelsThatAreCompiledAtOnceHaveLogsOfTheirOwn(@TempDir Path logs) throws IOException {
    Path log = SourceKernel.log(logs, inputs(List.of(A), List.of(B), "gcc 12"));

    assertThat(log).hasParentRaw(logs);
    assertThat(SourceKernel.log(logs, inputs(List.of(A), List.of(), "gcc 12"))).isNotEqualTo(log);
    assertThat(SourceKernel.log(logs, inputs(List.of(A), List.of(B), "gcc 12"))).isEqualTo(log);
  }

  @Test
  void theHashesOfTheManifestAreThoseOfTheFiles(@TempDir Path directory) throws IOException {
    byte[] text = "From: Ren\u00e9\n".getBytes(StandardCharsets.UTF_8);
    Path file = Files.write(directory.resolve("1.patch"), text);
    DistributionFile patch = new DistributionFile("1.patch", Files.readString(file, ISO_8859_1));

    assertThat(
            SourceKernel.files(
                new BaseSpec.Source("linux-source", List.of(patch), List.of(), List.of(), HERE)))
        .containsEntry("patch 1.patch", Sha256.of(text));
  }
}
