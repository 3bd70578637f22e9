package org.boot2docker.guest.programs.filter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.kernel.Text;

/**
 * A program that lies filtered in the image, where nobody may execute it.
 *
 * @param path absolute
 * @param mode its permissions once it is restored
 * @param filters in the order in which they are undone
 */
public record FilteredProgram(String path, int mode, List<Filter> filters) {

  /** The list of all such programs in the image. */
  public static final String LIST = GuestPaths.FILTERS;

  private static final String NAME = "program";
  private static final int OCTAL = 8;

  /** Its lines in the list. */
  public String lines() {
    StringBuilder lines = new StringBuilder();
    lines.append(NAME + " " + Integer.toOctalString(mode) + " " + path + "\n");
    for (Filter filter : filters) {
      lines.append(filter.line()).append('\n');
    }
    return lines.toString();
  }

  /**
   * Reads a list.
   *
   * @throws IOException when a line is neither a program nor a filter; says which
   */
  public static List<FilteredProgram> parse(String list) throws IOException {
    List<FilteredProgram> programs = new ArrayList<>();
    for (String line : Text.lines(list)) {
      List<String> words = Text.words(line);
      if (words.size() == 3 && words.get(0).equals(NAME)) {
        programs.add(new FilteredProgram(words.get(2), mode(words), new ArrayList<>()));
      } else if (programs.isEmpty()) {
        throw new IOException("no program before: " + line);
      } else {
        programs.get(programs.size() - 1).filters().add(Filter.parse(words));
      }
    }
    return programs;
  }

  private static int mode(List<String> words) throws IOException {
    try {
      return Integer.parseInt(words.get(1), OCTAL);
    } catch (NumberFormatException e) {
      throw new IOException("no permissions: " + String.join(" ", words));
    }
  }
}
