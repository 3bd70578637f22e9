package org.boot2docker.machine.autostart;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.boot2docker.formats.text.Markup;

/**
 * A task of Windows' Task Scheduler, schema 1.2. A task has no environment of its own: the user's
 * is used.
 *
 * @param launch what is started
 * @param home the folder of the machines, where the description is kept
 * @param user who logs in
 */
record TaskScheduler(Launch launch, Path home, String user) implements LoginService {
  @Override
  public Path file() {
    return home.resolve("autostart").resolve(launch.id() + ".xml");
  }

  @Override
  public Path sign() {
    return file();
  }

  @Override
  public String text() {
    List<String> words = launch.words("up");
    return """
        <?xml version="1.0" encoding="UTF-16"?>
        <Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
          <Triggers>
            <LogonTrigger>
              <UserId>%1$s</UserId>
            </LogonTrigger>
          </Triggers>
          <Principals>
            <Principal id="Author">
              <UserId>%1$s</UserId>
              <LogonType>InteractiveToken</LogonType>
              <RunLevel>LeastPrivilege</RunLevel>
            </Principal>
          </Principals>
          <Settings>
            <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
            <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
            <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
          </Settings>
          <Actions Context="Author">
            <Exec>
              <Command>%2$s</Command>
              <Arguments>%3$s</Arguments>
            </Exec>
          </Actions>
        </Task>
        """
        .formatted(
            Markup.escaped(user),
            Markup.escaped(words.get(0)),
            Markup.escaped(
                words.stream()
                    .skip(1)
                    .map(TaskScheduler::quoted)
                    .collect(Collectors.joining(" "))));
  }

  /**
   * As programs of Windows read their command line: backslashes count only before a quote, and
   * there they are doubled. Paths have no quotes.
   */
  private static String quoted(String word) {
    return '"' + word.replaceAll("(\\\\+)$", "$1$1") + '"';
  }

  /** With the byte order mark that tells it. */
  @Override
  public Charset encoding() {
    return StandardCharsets.UTF_16;
  }

  @Override
  public List<List<String>> enabling() {
    return List.of(
        List.of("schtasks", "/Create", "/F", "/TN", launch.id(), "/XML", file().toString()));
  }

  @Override
  public List<List<String>> disabling() {
    return List.of(List.of("schtasks", "/Delete", "/F", "/TN", launch.id()));
  }

  @Override
  public String note() {
    return launch.environment().containsKey("BOOT2DOCKER_HOME")
        ? "the task uses your environment: set BOOT2DOCKER_HOME there with setx"
        : "";
  }
}
