package org.boot2docker.formats.text;

/** Text in XML 1.0 and HTML 5. */
public final class Markup {
  private Markup() {}

  /** The text as it stands between tags, and between the double quotes of an attribute. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
