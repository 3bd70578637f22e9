package org.boot2docker.debian.trust;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A clear-signed message taken apart: RFC 9580 section 7.
 *
 * <p>Strict on purpose: the whole input is one message, and nothing before, between or after its
 * parts is passed over, so what is used is what was signed.
 *
 * @param lines the signed lines, unescaped, without trailing white space
 * @param signature the armored signature block
 */
record ClearSigned(List<String> lines, String signature) {
  private static final String BEGIN_MESSAGE = "-----BEGIN PGP SIGNED MESSAGE-----";
  private static final String BEGIN_SIGNATURE = "-----BEGIN PGP SIGNATURE-----";
  private static final String END_SIGNATURE = "-----END PGP SIGNATURE-----";

  private static final Pattern TRAILING = Pattern.compile("[ \t\r]++$");

  static ClearSigned parse(byte[] input, String name) throws SignatureException {
    List<String> all = lines(new String(input, StandardCharsets.UTF_8));
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).indexOf('\r') >= 0) {
        // The signature can't tell it from a line end, so it could join or cut lines.
        throw malformed(name, i + 1, "has a carriage return inside a line");
      }
    }
    if (all.isEmpty() || !all.get(0).equals(BEGIN_MESSAGE)) {
      throw malformed(name, 1, "is not a clear-signed message");
    }
    int at = skipHeaders(all, name);
    List<String> lines = new ArrayList<>();
    while (at < all.size() && !all.get(at).equals(BEGIN_SIGNATURE)) {
      lines.add(unescape(all.get(at), name, at + 1));
      at++;
    }
    checkSignatureBlock(all, at, name);
    return new ClearSigned(lines, String.join("\n", all.subList(at, all.size())) + "\n");
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      lines.add(TRAILING.matcher(line).replaceFirst(""));
    }
    while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
      lines.remove(lines.size() - 1);
    }
    return lines;
  }

  /** Only Hash headers are allowed here; an empty line ends them. */
  private static int skipHeaders(List<String> all, String name) throws SignatureException {
    int at = 1;
    while (at < all.size() && !all.get(at).isEmpty()) {
      if (!all.get(at).startsWith("Hash: ")) {
        throw malformed(name, at + 1, "has a header other than Hash");
      }
      at++;
    }
    return at + 1;
  }

  private static String unescape(String line, String name, int number) throws SignatureException {
    if (!line.startsWith("-")) {
      return line;
    }
    if (line.equals("-")) {
      return ""; // "- " before an empty line, with its trailing space stripped
    }
    if (!line.startsWith("- ")) {
      throw malformed(name, number, "has an unescaped dash");
    }
    return line.substring(2);
  }

  private static void checkSignatureBlock(List<String> all, int from, String name)
      throws SignatureException {
    int end = all.indexOf(END_SIGNATURE);
    if (from >= all.size() || end < 0) {
      throw malformed(name, all.size(), "ends before its signature does");
    }
    if (end != all.size() - 1) {
      throw malformed(name, end + 2, "has something after its signature");
    }
  }

  private static SignatureException malformed(String name, int line, String what) {
    return new SignatureException(
        name + " " + what + " (line " + line + "): don't use this mirror, or try another");
  }

  /** The bytes the signature is over: lines joined by CR LF, none after the last. */
  byte[] canonical() {
    return String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8);
  }

  /** The text for use. */
  String text() {
    return String.join("\n", lines) + "\n";
  }
}
