package org.boot2docker.machine.settings;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.comments.CommentType;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.scanner.Scanner;
import org.snakeyaml.engine.v2.scanner.ScannerImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.tokens.CommentToken;

/**
 * A comment in a text of YAML.
 *
 * @param line where it is, from 0
 * @param index of its first character in the text
 * @param alone whether nothing else is in its line
 * @param text with the blanks before it
 */
record YamlComment(int line, int index, boolean alone, String text) {

  /** All of a text that can be parsed, in their order. */
  static List<YamlComment> of(String text) {
    LoadSettings settings = LoadSettings.builder().setParseComments(true).build();
    Scanner scanner = new ScannerImpl(settings, new StreamReader(settings, text));
    List<YamlComment> comments = new ArrayList<>();
    while (scanner.hasNext()) {
      if (scanner.next() instanceof CommentToken token
          && token.getCommentType() != CommentType.BLANK_LINE) {
        token.getStartMark().map(mark -> at(mark, text)).ifPresent(comments::add);
      }
    }
    return comments;
  }

  private static YamlComment at(Mark mark, String text) {
    int index = text.offsetByCodePoints(0, mark.getIndex());
    int begin = index;
    while (begin > 0 && isBlank(text.charAt(begin - 1))) {
      begin--;
    }
    int end = index;
    while (end < text.length() && !isLineEnd(text.charAt(end))) {
      end++;
    }
    boolean alone = begin == 0 || isLineEnd(text.charAt(begin - 1));
    return new YamlComment(mark.getLine(), index, alone, text.substring(begin, end));
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }
}
