package org.boot2docker.guest.init.modules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Log;
import org.junit.jupiter.api.Test;

class ModuleLoaderTest {
  private final FakeKernel kernel = new FakeKernel().file("/m/a.ko", "A").file("/m/b.ko", "B");
  private final ModuleIndex index =
      new ModuleIndex(
          "a.ko: b.ko\nb.ko:\n".getBytes(UTF_8), "alias x:* a\n".getBytes(UTF_8), "", new byte[0]);
  private final ModuleLoader loader = new ModuleLoader(kernel, new Log(kernel), "/m", index);

  @Test
  void loadsEachFileOnce() {
    loader.loadFor("x:1");
    loader.loadFor("x:2");
    loader.loadNamed("a");
    assertThat(kernel.calls).containsExactly("module /m/b.ko", "module /m/a.ko");
    assertThat(loader.loaded()).isEqualTo(2);
  }

  @Test
  void goesOnWhenAModuleIsRefusedAndSaysSo() {
    kernel.failures.put("module /m/b.ko", -Linux.ENOENT);
    loader.loadNamed("a");
    assertThat(kernel.calls).containsExactly("module /m/b.ko", "module /m/a.ko");
    assertThat(kernel.log()).containsPattern("<3>boot2docker: .*b\\.ko .*error 2");
  }

  @Test
  void isQuietAboutModulesThatAreLoadedAlready() {
    kernel.failures.put("module /m/b.ko", -Linux.EEXIST);
    loader.loadNamed("b");
    assertThat(kernel.log()).isEmpty();
  }

  @Test
  void mentionsModulesThatTheImageLacks() {
    loader.loadNamed("zfs");
    assertThat(kernel.log()).contains("module zfs ");
  }
}
