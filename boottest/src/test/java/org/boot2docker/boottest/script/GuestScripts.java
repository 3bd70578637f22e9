package org.boot2docker.boottest.script;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.contract.ShellContract;
import org.boot2docker.guest.binary.InitBinary;

/**
 * The guest's own scripts below another root, with busybox's programs only and the guest's own
 * init; where dockerd would be is a script that prints its arguments and environment.
 *
 * @param root stands for the guest's root directory
 */
record GuestScripts(Path root) {
  private static final List<String> APPLETS =
      List.of(
          ("awk base64 cat cmp cp cut dd df dirname echo env false find grep head id ionice ls mkdir mkdosfs"
                  + " mktemp od printf realpath renice rm rmdir sed sh sha256sum sleep sort stat strings"
                  + " sync tail timeout touch tr true truncate umount wc xxd zcat")
              .split(" "));
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** Puts everything there. */
  static GuestScripts in(Path root) throws IOException {
    GuestScripts scripts = new GuestScripts(root);
    Path programs = Files.createDirectories(root.resolve("programs"));
    Files.copy(Path.of("/bin/busybox"), programs.resolve("busybox"));
    for (String applet : APPLETS) {
      Files.createSymbolicLink(programs.resolve(applet), Path.of("busybox"));
    }
    String docker = GuestPaths.inArchive(GuestPaths.LIBRARY) + "/docker";
    Path overlay = BuiltImage.distribution().resolve("rootfs/overlay");
    String library = GuestPaths.inArchive(GuestPaths.LIBRARY);
    String runc = library + "/bin/runc";
    String git = library + "/bin/git";
    for (String script :
        List.of(
            docker,
            runc,
            git,
            library + "/add-hosts",
            library + "/sshd",
            library + "/ssh-keys",
            "usr/sbin/check-layers",
            "usr/sbin/boot2docker-install",
            "usr/sbin/boot2docker-update",
            library + "/slots",
            library + "/slots.grub",
            library + "/slots.hex")) {
      scripts.write(script, Files.readString(overlay.resolve(script)));
    }
    scripts.write(GuestPaths.inArchive(GuestPaths.SHELL_CONTRACT), ShellContract.text());
    scripts.write("dev/kmsg", "");
    scripts.write("var/lib/boot2docker/log/docker.log", "");
    scripts.write("usr/sbin/dockerd", "#!/bin/sh\nprintf '<%s>\\n' \"$@\"\nexport -p\n");
    try (InputStream init = InitBinary.INIT.open("amd64")) {
      Files.copy(init, root.resolve("usr/sbin/init"));
    }
    HostTool.run(root, "chmod", "755", "usr/sbin/dockerd", "usr/sbin/init", runc, git).succeeded();
    return scripts;
  }

  /** Writes a file at its place below the root. */
  void write(String path, String text) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    Files.writeString(root.resolve(path), text, StandardCharsets.ISO_8859_1);
  }

  /** In place of one of busybox's, for a shell that asks the PATH; busybox's own doesn't. */
  void program(String name, String script) throws IOException {
    Files.deleteIfExists(root.resolve("programs/" + name));
    write("programs/" + name, "#!/bin/sh\n" + script + "\n");
    HostTool.run(root, "chmod", "755", "programs/" + name).succeeded();
  }

  /** Runs a program of busybox. */
  HostTool.Result run(String... command) throws IOException {
    List<String> all = new ArrayList<>();
    all.add("env");
    all.add("-i");
    all.add("PATH=" + root.resolve("programs"));
    all.add("HOME=/root");
    all.add("BOOT2DOCKER_ROOT=" + root);
    all.add(root.resolve("programs/" + command[0]).toString());
    Collections.addAll(all, command);
    all.remove(6);
    return HostTool.run(root, Map.of(), LIMIT, all);
  }

  /** What was said on the console since the last call. */
  String console() throws IOException {
    String text = Files.readString(root.resolve("dev/kmsg"));
    Files.writeString(root.resolve("dev/kmsg"), "", StandardOpenOption.TRUNCATE_EXISTING);
    return text;
  }
}
