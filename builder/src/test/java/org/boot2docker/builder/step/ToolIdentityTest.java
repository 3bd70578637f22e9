package org.boot2docker.builder.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.boot2docker.builder.image.ImageInputs;
import org.boot2docker.builder.image.IsoInputs;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.guest.programs.filter.Filter;
import org.junit.jupiter.api.Test;

class ToolIdentityTest {

  private static Set<String> members(String step) throws IOException, ClassNotFoundException {
    Class<?> type = Class.forName(IsoInputs.class.getPackageName() + "." + step);
    return ToolIdentity.members(type, name -> true).keySet();
  }

  private static String name(Class<?> type) {
    return type.getName().replace('.', '/');
  }

  @Test
  void whatCompressesAndFiltersTheInitramfsIsPartOfItsStep() throws Exception {
    assertThat(members("IsoStep"))
        .contains(name(Filter.class), name(FileTree.class))
        .contains("org/tukaani/xz/", "com/github/luben/");
  }

  @Test
  void whatAnotherStepDoesIsNot() throws Exception {
    assertThat(members("IsoStep")).noneMatch(member -> member.contains("RootfsTree"));
    assertThat(members("RootfsStep")).noneMatch(member -> member.contains("IsoMedia"));
  }

  @Test
  void theJdkIsNotPartOfIt() throws Exception {
    assertThat(members("IsoStep")).noneMatch(member -> member.startsWith("java"));
  }

  @Test
  void aCompiledKernelDependsOnWhatMakesItOnly() throws IOException {
    List<String> places = List.of(name(FileTree.class));
    assertThat(ToolIdentity.members(FileTree.class, places::contains))
        .containsOnlyKeys(name(FileTree.class));
    ImageInputs.Tools tools = ImageInputs.Tools.read();
    assertThat(tools).isEqualTo(ImageInputs.Tools.read());
    assertThat(
            Set.of(
                tools.base(),
                tools.kernel(),
                tools.rootfs(),
                tools.engine(),
                tools.docker(),
                tools.iso()))
        .hasSize(6);
  }
}
