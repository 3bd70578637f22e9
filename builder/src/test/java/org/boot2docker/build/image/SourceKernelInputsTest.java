package org.boot2docker.build.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.boot2docker.build.Architecture;
import org.boot2docker.build.description.BaseSpec;
import org.boot2docker.build.description.KernelFile;
import org.junit.jupiter.api.Test;

class SourceKernelInputsTest {
  private static final KernelFile A = new KernelFile("a", "1");
  private static final KernelFile B = new KernelFile("b", "2");

  private static String key(List<KernelFile> patches, List<KernelFile> fragments, String compiler)
      throws IOException {
    BaseSpec.Source spec = new BaseSpec.Source("linux-source", patches, fragments);
    return SourceKernel.inputs(spec, Architecture.AMD64, List.of(), compiler).key();
  }

  @Test
  void theSameInputsHaveTheSameKeyAndOthersAnother() throws IOException {
    Set<String> keys = new HashSet<>();
    keys.add(key(List.of(A), List.of(B), "gcc 12"));
    keys.add(key(List.of(A), List.of(B), "gcc 12"));
    assertThat(keys).hasSize(1);

    keys.add(key(List.of(A), List.of(B), "gcc 13"));
    keys.add(key(List.of(), List.of(B), "gcc 12"));
    keys.add(key(List.of(A), List.of(new KernelFile("b", "3")), "gcc 12"));
    keys.add(key(List.of(new KernelFile("a", "3")), List.of(B), "gcc 12"));
    keys.add(key(List.of(A), List.of(A, B), "gcc 12"));
    keys.add(key(List.of(A), List.of(B, A), "gcc 12"));
    assertThat(keys).hasSize(7);
  }
}
