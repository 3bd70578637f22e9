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

  /** Asks which image to boot; the first after ten seconds. */
  static String menu(String version, List<ReleasedImage> images) {
    StringBuilder script = new StringBuilder("#!ipxe\nmenu boot2docker ").append(version);
    for (ReleasedImage image : images) {
      script.append("\nitem ").append(image.name()).append(' ').append(image.profile());
      script.append(' ').append(image.architecture()).append(", Docker ").append(image.docker());
    }
    String first = images.get(0).name();
    script.append("\nchoose --default ").append(first).append(" --timeout 10000 image || exit\n");
    return script.append("chain ${image}.ipxe\n").toString();
  }
}
