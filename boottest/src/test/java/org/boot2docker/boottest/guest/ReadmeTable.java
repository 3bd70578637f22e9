package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.boot2docker.boottest.lab.BuiltImage;

/** What the README promises in a table. */
final class ReadmeTable {
  private ReadmeTable() {}

  /** The code words in the first column of the table whose first column has a title. */
  static Set<String> firstColumn(String title) throws IOException {
    String readme = Files.readString(BuiltImage.distribution().resolveSibling("README.md"));
    Set<String> words =
        readme
            .lines()
            .dropWhile(line -> !line.startsWith("| " + title + " |"))
            .skip(2)
            .takeWhile(line -> line.startsWith("| `"))
            .map(line -> line.split("`")[1])
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(words).as("README's table of " + title).isNotEmpty();
    return words;
  }
}
