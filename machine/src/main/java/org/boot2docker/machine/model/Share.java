package org.boot2docker.machine.model;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder of the host that the guest mounts.
 *
 * @param directory on the host
 * @param tag where in the guest: an absolute path, or a name that boot2docker makes a path of
 * @param readOnly whether the guest may only read
 */
public record Share(Path directory, String tag, boolean readOnly) {
  private static final int LONGEST = 1024;
  private static final String READ_ONLY = ":ro";

  /** Checks the tag. */
  public Share {
    boolean printable = tag.chars().noneMatch(c -> c < ' ' || c == 0x7f);
    if (tag.isBlank() || !printable || tag.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      throw new IllegalArgumentException(
          "the tag of the shared folder "
              + directory
              + " is empty, too long or has control characters: give another after a colon");
    }
  }

  /** A folder that the guest may write to. */
  public Share(Path directory, String tag) {
    this(directory, tag, false);
  }

  /** Reads {@code DIR[:TAG][:ro]}; without a tag the folder keeps its path. */
  public static Share parse(String text) {
    Path whole = Path.of(text).toAbsolutePath().normalize();
    if (Files.isDirectory(whole)) {
      return new Share(whole, whole.toString());
    }
    int middle = text.length() / 2;
    String half = text.substring(0, middle);
    if (text.equals(half + ':' + half)) {
      // As it is written down when the tag is the path, in which there may be anything.
      return split(text, middle);
    }
    if (text.endsWith(READ_ONLY)) {
      Share share = parse(text.substring(0, text.length() - READ_ONLY.length()));
      return new Share(share.directory(), share.tag(), true);
    }
    int last = text.lastIndexOf(':');
    // A folder's name may have colons, and the tag may be its path: the longest that is there. A
    // word behind it is no tag if it has colons: then a folder is missing, and not a shorter meant.
    for (int colon = last; colon > 0; colon = text.lastIndexOf(':', colon - 1)) {
      boolean tag = text.startsWith("/", colon + 1) || colon == last;
      if (tag && Files.isDirectory(Path.of(text.substring(0, colon)))) {
        return split(text, colon);
      }
    }
    return last < 0 ? new Share(whole, whole.toString()) : split(text, last);
  }

  private static Share split(String text, int colon) {
    Path directory = Path.of(text.substring(0, colon)).toAbsolutePath().normalize();
    return new Share(directory, text.substring(colon + 1));
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return directory + ":" + tag + (readOnly ? READ_ONLY : "");
  }
}
