package org.boot2docker.guest.programs.der;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.boot2docker.guest.system.kernel.Text;

/**
 * One block of a PEM file (RFC 7468).
 *
 * @param label what it says it is, such as CERTIFICATE
 * @param der its bytes, or nothing when they are damaged
 */
public record PemBlock(String label, Optional<byte[]> der) {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";
  private static final int LINE = 64;

  /** All blocks in a text, whatever stands between them. */
  public static List<PemBlock> all(String text) {
    List<PemBlock> blocks = new ArrayList<>();
    String label = "";
    StringBuilder body = new StringBuilder();
    for (String raw : Text.lines(text)) {
      String line = raw.trim();
      if (line.startsWith(BEGIN) && line.endsWith(DASHES)) {
        addUnlessEmpty(blocks, label, Optional.empty());
        label = line.substring(BEGIN.length(), line.length() - DASHES.length());
        body.setLength(0);
      } else if (line.startsWith(END)) {
        boolean its = line.equals(END + label + DASHES);
        addUnlessEmpty(blocks, label, its ? decode(body.toString()) : Optional.empty());
        label = "";
      } else {
        body.append(line);
      }
    }
    addUnlessEmpty(blocks, label, Optional.empty());
    return blocks;
  }

  private static void addUnlessEmpty(List<PemBlock> blocks, String label, Optional<byte[]> der) {
    if (!label.isEmpty()) {
      blocks.add(new PemBlock(label, der));
    }
  }

  private static Optional<byte[]> decode(String base64) {
    try {
      return Optional.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** A block as text. */
  public static String encode(String label, byte[] der) {
    String body = Base64.getEncoder().encodeToString(der);
    StringBuilder text = new StringBuilder(BEGIN + label + DASHES + "\n");
    for (int at = 0; at < body.length(); at += LINE) {
      text.append(body, at, Math.min(body.length(), at + LINE)).append('\n');
    }
    return text.append(END + label + DASHES + "\n").toString();
  }
}
