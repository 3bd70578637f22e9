package org.boot2docker.builder.description;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyReferenceTest {
  private static final Path PAGE = Path.of("..", "docs", "reference.md");

  /** With -Dreference.write=true the page is written anew instead. */
  @Test
  void thePageIsUpToDate() throws IOException {
    if (Boolean.getBoolean("reference.write")) {
      Files.writeString(PAGE, KeyReference.page());
    }
    assertThat(PAGE)
        .as(
            "write it anew: mvn test -pl builder -am -Dtest=KeyReferenceTest"
                + " -Dreference.write=true")
        .hasContent(KeyReference.page());
  }

  @Test
  void everyMeaningIsOneSentenceOrTwo() {
    for (Key key : all(DescriptionKeys.TOP)) {
      assertThat(key.meaning()).as(key.name()).matches("[A-Z`].*[^.]\\.").hasSizeLessThan(100);
    }
  }

  private static List<Key> all(Section section) {
    List<Key> keys = new ArrayList<>(section.keys());
    section.keys().forEach(key -> key.inner().ifPresent(inner -> keys.addAll(all(inner))));
    return keys;
  }
}
