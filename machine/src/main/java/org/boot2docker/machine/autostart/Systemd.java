package org.boot2docker.machine.autostart;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A unit of the user's own systemd, see systemd.service(5) and systemd.syntax(7).
 *
 * @param launch what is started
 * @param configuration {@code ~/.config}
 */
record Systemd(Launch launch, Path configuration) implements LoginService {
  private static final String TARGET = "default.target";
  private static final String SHELL = "/bin/sh -c \"exec \\\"$0\\\" \\\"$@\\\"\" ";

  private Path units() {
    return configuration.resolve("systemd/user");
  }

  private String unit() {
    return launch.id() + ".service";
  }

  @Override
  public Path file() {
    return units().resolve(unit());
  }

  @Override
  public Path sign() {
    return units().resolve(TARGET + ".wants").resolve(unit());
  }

  /** The colon: dollar signs stay what they are. QEMU is left running and belongs to the unit. */
  @Override
  public String text() {
    return """
        [Unit]
        Description=boot2docker machine %s

        [Service]
        Type=oneshot
        RemainAfterExit=yes
        %sExecStart=:%s
        ExecStop=:%s
        TimeoutStartSec=15min
        TimeoutStopSec=3min

        [Install]
        WantedBy=%s
        """
        .formatted(
            launch.machine(),
            launch.environment().entrySet().stream()
                .map(each -> "Environment=" + quoted(each.getKey() + "=" + each.getValue()) + "\n")
                .collect(Collectors.joining()),
            command("up"),
            command("stop"),
            TARGET);
  }

  /** By a shell, for systemd refuses programs with special characters in their paths. */
  private String command(String verb) {
    return SHELL
        + launch.words(verb).stream().map(Systemd::quoted).collect(Collectors.joining(" "));
  }

  /** A percent sign begins a specifier, also within quotes. */
  private static String quoted(String word) {
    return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%") + '"';
  }

  @Override
  public Charset encoding() {
    return StandardCharsets.UTF_8;
  }

  @Override
  public List<List<String>> enabling() {
    return List.of(
        List.of("systemctl", "--user", "daemon-reload"),
        List.of("systemctl", "--user", "enable", unit()));
  }

  @Override
  public List<List<String>> disabling() {
    return List.of(List.of("systemctl", "--user", "disable", unit()));
  }

  @Override
  public String note() {
    return "to start it at boot, before you log in, run: loginctl enable-linger";
  }
}
