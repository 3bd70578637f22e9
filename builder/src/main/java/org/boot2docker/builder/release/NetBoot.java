package org.boot2docker.builder.release;

import java.util.List;
import org.boot2docker.image.Manifest;

/** Scripts for iPXE, which loads kernel and RAM file system over the network. */
final class NetBoot {
  /** The script that offers all images of a release. */
  static final String MENU = "boot.ipxe";

  private NetBoot() {}

  /** That of one image; its files lie beside it. */
  static String script(Manifest manifest, String kernel, String initramfs) {
    return """
        #!ipxe
        kernel %s initrd=%s %s
        initrd %s
        boot
        """
        .formatted(kernel, initramfs, manifest.cmdline(), initramfs);
  }

  /**
   * Asks which image to boot, of those for the machine's architecture; the first after ten seconds.
   */
  static String menu(String version, List<ReleasedImage> images) {
    StringBuilder items = new StringBuilder();
    for (ReleasedImage image : images) {
      items.append(
          "iseq ${architecture} %s && item %s %s %s, Docker %s ||\n"
              .formatted(
                  image.architecture(),
                  image.name(),
                  image.profile(),
                  image.architecture(),
                  image.docker()));
    }
    return """
        #!ipxe
        iseq ${buildarch} arm64 && set architecture arm64 || set architecture amd64
        menu boot2docker %s
        %schoose --timeout 10000 image || exit
        chain ${image}.ipxe
        """
        .formatted(version, items);
  }
}
