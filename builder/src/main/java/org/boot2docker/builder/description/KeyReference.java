package org.boot2docker.builder.description;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the reference of the description's keys as a page of Markdown. */
final class KeyReference {
  private static final String HEAD =
      """
      # Keys of the description

      This page is generated from `builder.description.DescriptionKeys`. Don't edit it.
      [customise.md](customise.md) shows how to use the keys.

      - Names of packages, patterns, links and the lines of listed files may contain `{arch}`, Debian's
        name of the architecture, and `{multiarch}`, the name of its library directory.
      - Names in lists of packages, patterns and such lines are for some architectures only when they end
        with their names, as in `crc32c-intel [amd64]`. In `cmdline`, `{serial}` is the first serial port.
      - In a pattern `*` matches within one name, and `**` across directories.
      - Files and folders are relative to the folder of the file that names them.
      - In a file for `--with` and in a profile, `+key` adds to a list and `-key` removes from it.
      - `NAME` stands for any name.
      """;

  private final StringBuilder page = new StringBuilder(HEAD);

  private KeyReference() {}

  static String page() {
    KeyReference reference = new KeyReference();
    List<Key> top = new ArrayList<>(DescriptionKeys.TOP.keys());
    top.add(DescriptionKeys.PROFILES);
    reference.section("The whole file", top, "");
    reference.section("`profiles.NAME`", List.of(DescriptionKeys.EXTENDS), "");
    reference.page.append("\nA profile has all keys of the file as well.\n");
    return reference.page.toString();
  }

  private void section(String title, List<Key> keys, String path) {
    page.append("\n## ").append(title).append("\n\n");
    page.append("| key | type | default | values | meaning |\n| --- | --- | --- | --- | --- |\n");
    for (Key key : keys) {
      page.append("| `").append(key.name()).append("` | ").append(key.type());
      page.append(" | ").append(need(key.need()));
      page.append(" | ").append(key.values());
      page.append(" | ").append(key.meaning().replace("|", "\\|")).append(" |\n");
    }
    for (Key key : keys) {
      String below = path + key.name() + (key.type().startsWith("list") ? "[]" : "");
      key.inner().ifPresent(inner -> inner(inner, below));
    }
  }

  /** A mapping whose keys are any names needs no table of its own. */
  private void inner(Section inner, String path) {
    Optional<Key> any = inner.find(Key.ANY);
    if (any.isPresent() && any.get().inner().isPresent()) {
      inner(any.get().inner().get(), path + "." + Key.ANY);
    } else {
      section("`" + path + "`", inner.keys(), path + ".");
    }
  }

  private static String need(Key.Need need) {
    if (need instanceof Key.Need.Default value) {
      return "`" + value.yaml() + "`";
    }
    return need instanceof Key.Need.Required ? "required" : "";
  }
}
