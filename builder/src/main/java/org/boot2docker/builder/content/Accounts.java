package org.boot2docker.builder.content;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.boot2docker.builder.description.RootfsSpec.AttributeSpec;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;

/** The users and groups of an image, from its {@code etc/passwd} and {@code etc/group}. */
public final class Accounts {
  private final Map<String, Integer> users;
  private final Map<String, Integer> groups;

  private Accounts(Map<String, Integer> users, Map<String, Integer> groups) {
    this.users = users;
    this.groups = groups;
  }

  /** Reads both files; root is always there. */
  public static Accounts of(FileTree tree) throws IOException {
    return new Accounts(ids(tree, "etc/passwd"), ids(tree, "etc/group"));
  }

  /** Owner and mode with the names looked up. */
  public Attributes attributes(AttributeSpec spec) throws BuildException {
    return new Attributes(
        spec.mode(),
        find(users, spec.user(), "user", spec),
        find(groups, spec.group(), "group", spec));
  }

  private static int find(Map<String, Integer> ids, String name, String kind, AttributeSpec spec)
      throws BuildException {
    Integer id = ids.get(name);
    if (id == null) {
      throw spec.place()
          .error(
              "names the "
                  + kind
                  + " "
                  + name
                  + ", which the image does not have: add it to etc/"
                  + (kind.equals("user") ? "passwd" : "group")
                  + " of an overlay");
    }
    return id;
  }

  /** Reads the third field of each line: name:password:id:... (passwd(5), group(5)). */
  private static Map<String, Integer> ids(FileTree tree, String path) throws IOException {
    Map<String, Integer> ids = new HashMap<>();
    ids.put("root", 0);
    RegularFile file = tree.file(path).orElse(null);
    if (file == null) {
      return ids;
    }
    String text = new String(file.content().bytes(), StandardCharsets.UTF_8);
    for (String line : text.lines().toList()) {
      String[] fields = line.split(":", -1);
      if (fields.length < 3 || !fields[2].matches("\\d{1,9}")) {
        throw new BuildException("the overlay's " + path + " has a bad line: " + line);
      }
      ids.put(fields[0], Integer.parseInt(fields[2]));
    }
    return ids;
  }
}
