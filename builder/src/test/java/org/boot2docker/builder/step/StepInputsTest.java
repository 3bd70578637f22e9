package org.boot2docker.builder.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StepInputsTest {

  private record Item(String name, int number) {}

  private record Made(String key, List<String> ignored) implements Keyed {}

  private record Part(List<Item> items, Optional<String> maybe) {}

  private record Inputs(
      String text,
      boolean flag,
      Part part,
      FileTree files,
      SortedMap<String, String> links,
      List<String> plain,
      Made made) {}

  private static final Inputs ONE =
      new Inputs(
          "a",
          true,
          new Part(List.of(new Item("x", 1), new Item("y", 2)), Optional.empty()),
          new FileTree().putFile("etc/motd", Content.of("hello")),
          new TreeMap<>(Map.of("bin", "usr/bin")),
          List.of("1", "2"),
          new Made("k", List.of()));

  private static Inputs with(Part part) {
    return new Inputs("a", true, part, ONE.files, ONE.links, ONE.plain, ONE.made);
  }

  private static Inputs with(FileTree files) {
    return new Inputs("a", true, ONE.part, files, ONE.links, ONE.plain, ONE.made);
  }

  private static Inputs with(String text, boolean flag, Made made) {
    return new Inputs(text, flag, ONE.part, ONE.files, ONE.links, ONE.plain, made);
  }

  private static Inputs with(Map<String, String> links, List<String> plain) {
    return new Inputs("a", true, ONE.part, ONE.files, new TreeMap<>(links), plain, ONE.made);
  }

  private record Changed(Inputs inputs, String reason) {}

  static Stream<Changed> changes() {
    Item x = new Item("x", 1);
    Item y = new Item("y", 2);
    RegularFile program = new RegularFile(Attributes.EXECUTABLE, Content.of("hello"));
    return Stream.of(
        new Changed(with("b", true, ONE.made), "text changed"),
        new Changed(with("a", false, ONE.made), "flag changed"),
        new Changed(with("a", true, new Made("l", List.of())), "made changed"),
        new Changed(with(new Part(List.of(x), Optional.empty())), "part.items.y is gone"),
        new Changed(
            with(new Part(List.of(x, new Item("y", 3)), Optional.empty())), "part.items.y changed"),
        new Changed(with(new Part(List.of(y, x), Optional.empty())), "order of part.items changed"),
        new Changed(with(new Part(List.of(x, y), Optional.of("z"))), "part.maybe changed"),
        new Changed(with(new Part(List.of(x, y), Optional.of("nothing"))), "part.maybe changed"),
        new Changed(
            with(new FileTree().putFile("etc/motd", Content.of("bye"))), "files etc/motd changed"),
        new Changed(with(new FileTree().put("etc/motd", program)), "files etc/motd changed"),
        new Changed(with(new FileTree().link("etc/motd", "issue")), "files etc/motd changed"),
        new Changed(with(Map.of("bin", "bin2"), ONE.plain), "links.bin changed"),
        new Changed(with(ONE.links, List.of("1, 2")), "plain changed"),
        new Changed(with(ONE.links, List.of("2", "1")), "plain changed"));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void everyComponentCountsAndTheReasonNamesIt(Changed changed) throws IOException {
    StepInputs before = StepInputs.of(ONE);
    StepInputs after = StepInputs.of(changed.inputs);

    assertThat(after.key()).isNotEqualTo(before.key());
    assertThat(after.changeSince(StepInputs.parse(before.text()))).isEqualTo(changed.reason);
  }

  @Test
  void theSameInputsHaveTheSameKeyAndOfAResultTheKeyAloneCounts() throws IOException {
    Inputs same = with("a", true, new Made("k", List.of("something else")));
    assertThat(StepInputs.of(same).key()).isEqualTo(StepInputs.of(ONE).key());
  }

  private record MaybeMade(Optional<Made> made) {}

  @Test
  void anOptionalResultCountsByItsKey() throws IOException {
    StepInputs one = StepInputs.of(new MaybeMade(Optional.of(new Made("k", List.of("x")))));
    assertThat(StepInputs.of(new MaybeMade(Optional.of(new Made("k", List.of("y"))))).key())
        .isEqualTo(one.key());
    assertThat(StepInputs.of(new MaybeMade(Optional.of(new Made("l", List.of("x"))))).key())
        .isNotEqualTo(one.key());
    assertThat(StepInputs.of(new MaybeMade(Optional.empty())).key()).isNotEqualTo(one.key());
  }

  private record OneFile(FileTree files) {}

  @Test
  void namesAndValuesCanNotBeTakenForEachOther() throws IOException {
    String odd = "a=b\nc";
    StepInputs inputs = StepInputs.of(new OneFile(new FileTree().putFile(odd, Content.of(""))));
    assertThat(inputs.text().lines()).hasSize(1);
    assertThat(StepInputs.parse(inputs.text()).text()).isEqualTo(inputs.text());
  }

  private record Unordered(Map<String, String> links) {}

  @Test
  void aValueOfAnUnknownTypeIsRefusedInsteadOfLeftOut() {
    assertThatThrownBy(() -> StepInputs.of(new Unordered(new HashMap<>())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("links")
        .hasMessageContaining("HashMap");
  }
}
