package org.boot2docker.boottest.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.HostTool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What busybox's modprobe loads when Linux calls it, with the image's own modprobe.d. */
class ModprobeTest {
  /** What Linux asks for when a program opens /dev/ppp. */
  private static final String OPENED = "char-major-108-0";

  private static final String GENERIC = "kernel/ppp_generic.ko";

  @TempDir private Path root;
  private Path modules;

  @BeforeEach
  void putProgramsThere() throws IOException {
    String release = HostTool.run(root, "uname", "-r").succeeded().out().strip();
    modules = Files.createDirectories(root.resolve("lib/modules/" + release));
    Files.copy(Path.of("/bin/busybox"), root.resolve("busybox"));
    Path settings = Files.createDirectories(root.resolve("etc/modprobe.d"));
    Files.copy(
        BuiltImage.distribution().resolve("rootfs/overlay/etc/modprobe.d/ppp.conf"),
        settings.resolve("ppp.conf"));
    Files.writeString(modules.resolve("modules.alias"), "alias " + OPENED + " ppp_generic\n");
  }

  private String loadedBy(String request) throws IOException {
    String command =
        "chroot=chroot; [ \"$(id -u)\" = 0 ] || chroot='unshare -r chroot';"
            + " exec $chroot . /busybox modprobe -q -D -- "
            + request;
    return HostTool.run(root, "sh", "-c", command).out();
  }

  /** A container's pppd may not load them itself. */
  @Test
  void lineDisciplinesComeWithTheDeviceOfPpp() throws IOException {
    Files.writeString(
        modules.resolve("modules.dep"),
        GENERIC
            + ":\nkernel/ppp_async.ko: "
            + GENERIC
            + "\nkernel/ppp_synctty.ko: "
            + GENERIC
            + "\n");

    assertThat(loadedBy(OPENED)).contains(GENERIC, "ppp_async.ko", "ppp_synctty.ko");
  }

  /** The profile small has the disciplines in its module pack. */
  @Test
  void theDeviceOfPppWorksWithoutThem() throws IOException {
    Files.writeString(modules.resolve("modules.dep"), GENERIC + ":\n");

    assertThat(loadedBy(OPENED)).contains(GENERIC);
  }
}
