package org.boot2docker.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.boot2docker.machine.ssh.HostKeys;
import org.boot2docker.machine.ssh.SshSession;
import org.boot2docker.machine.ssh.SshTarget;
import org.boot2docker.machine.tunnel.DockerPing;

/**
 * Loads the classes of the short commands and of the tunnel, and ends. The launcher runs it once,
 * so that Java's archive of loaded classes (class data sharing) has them.
 */
final class Training {
  private static final List<String> OURS =
      List.of(
          "org/boot2docker/cli/",
          "org/boot2docker/contract/",
          "org/boot2docker/formats/",
          "org/boot2docker/image/",
          "org/boot2docker/machine/");

  private Training() {}

  /**
   * Loads them from the jar that is the class path.
   *
   * @throws IOException when it can't be read
   */
  public static void main(String[] arguments) throws IOException {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Terminal silent = new Terminal(nowhere, nowhere);
    Main.run(silent, "list", "--json");
    Commands.all(silent);
    Path none = Path.of("none");
    DockerPing.version(none, Duration.ZERO);
    SshSession.prepare(
        SshTarget.local(1, none, new HostKeys(none, "none", false)).withPasswordOnly());
    for (String name : classes(System.getProperty("java.class.path", ""))) {
      load(name);
    }
  }

  private static List<String> classes(String jar) throws IOException {
    try (JarFile file = new JarFile(jar)) {
      return file.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(".class"))
          .filter(name -> OURS.stream().anyMatch(name::startsWith))
          .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
          .filter(name -> !name.endsWith("-info"))
          .toList();
    }
  }

  private static void load(String name) {
    try {
      Class.forName(name, false, Training.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the jar has no class " + name, e);
    }
  }
}
