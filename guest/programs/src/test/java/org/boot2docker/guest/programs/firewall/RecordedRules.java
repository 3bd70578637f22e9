package org.boot2docker.guest.programs.firewall;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.boot2docker.guest.system.bytes.Bytes;

/** What the real iptables sent to Linux for rules of Docker. */
record RecordedRules(Command command, byte[] message) {
  private static final int HEADERS = 20;

  static List<RecordedRules> all() {
    try (InputStream in = RecordedRules.class.getResourceAsStream("rules")) {
      List<String> lines = new ArrayList<>(new String(in.readAllBytes(), UTF_8).lines().toList());
      lines.removeIf(line -> line.startsWith("#"));
      List<RecordedRules> rules = new ArrayList<>();
      for (int i = 0; i < lines.size(); i += 2) {
        List<String> words = Arrays.asList(lines.get(i).split(" "));
        boolean ipv6 = words.get(0).equals("ip6tables");
        Command command = Command.parse(ipv6, words.subList(1, words.size())).orElseThrow();
        rules.add(new RecordedRules(command, Bytes.ofHex(lines.get(i + 1))));
      }
      return rules;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The message without its headers. */
  byte[] attributes() {
    return Arrays.copyOfRange(message, HEADERS, message.length);
  }

  @Override
  public String toString() {
    return command.toString();
  }
}
