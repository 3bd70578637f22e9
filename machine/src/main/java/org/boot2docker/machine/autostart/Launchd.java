package org.boot2docker.machine.autostart;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.boot2docker.formats.text.Markup;

/**
 * An agent of macOS's launchd, see launchd.plist(5): the file alone enables it.
 *
 * @param launch what is started
 * @param library {@code ~/Library}
 */
record Launchd(Launch launch, Path library) implements LoginService {
  private String label() {
    return "org.boot2docker." + launch.id();
  }

  @Override
  public Path file() {
    return library.resolve("LaunchAgents").resolve(label() + ".plist");
  }

  @Override
  public Path sign() {
    return file();
  }

  /** QEMU stays when the command that has started it ends: that is AbandonProcessGroup. */
  @Override
  public String text() {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
        <plist version="1.0">
        <dict>
          <key>Label</key>
          <string>%s</string>
          <key>ProgramArguments</key>
          <array>
        %s
          </array>
          <key>EnvironmentVariables</key>
          <dict>
        %s
          </dict>
          <key>RunAtLoad</key>
          <true/>
          <key>AbandonProcessGroup</key>
          <true/>
          <key>StandardErrorPath</key>
          <string>%s</string>
        </dict>
        </plist>
        """
        .formatted(
            label(),
            launch.words("up").stream()
                .map(word -> "    " + element("string", word))
                .collect(Collectors.joining("\n")),
            launch.environment().entrySet().stream()
                .map(
                    each ->
                        "    " + element("key", each.getKey()) + element("string", each.getValue()))
                .collect(Collectors.joining("\n")),
            Markup.escaped(library.resolve("Logs").resolve(label() + ".log").toString()));
  }

  private static String element(String name, String text) {
    return "<%s>%s</%s>".formatted(name, Markup.escaped(text), name);
  }

  @Override
  public Charset encoding() {
    return StandardCharsets.UTF_8;
  }

  @Override
  public List<List<String>> enabling() {
    return List.of();
  }

  @Override
  public List<List<String>> disabling() {
    return List.of();
  }

  @Override
  public String note() {
    return "";
  }
}
