package org.boot2docker.formats.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.formats.modules.LoadOrder.Needs;
import org.junit.jupiter.api.Test;

class LoadOrderTest {
  private final Map<String, Needs> modules = new HashMap<>();
  private final List<String> asked = new ArrayList<>();

  private void module(String name, List<String> before, List<String> after) {
    modules.put(name, new Needs(name + ".ko", before, after));
  }

  private List<String> order(String... names) {
    return LoadOrder.of(
        List.of(names),
        name -> {
          asked.add(name);
          return Optional.ofNullable(modules.get(name));
        });
  }

  @Test
  void eachComesOnceAfterAllThatItNeeds() {
    module("ext4", List.of("jbd2", "mbcache"), List.of());
    module("jbd2", List.of("mbcache"), List.of());
    module("mbcache", List.of(), List.of());

    assertThat(order("ext4", "jbd2")).containsExactly("mbcache.ko", "jbd2.ko", "ext4.ko");
    assertThat(asked).containsExactly("ext4", "jbd2", "mbcache");
  }

  @Test
  void whatGoesAfterAModuleFollowsIt() {
    module("net", List.of(), List.of("helper"));
    module("helper", List.of("library"), List.of());
    module("library", List.of(), List.of());

    assertThat(order("net")).containsExactly("net.ko", "library.ko", "helper.ko");
  }

  @Test
  void whatHasNoFileIsLeftOut() {
    module("a", List.of("built_in"), List.of("missing"));

    assertThat(order("a", "unknown")).containsExactly("a.ko");
  }

  @Test
  void aCircleEnds() {
    module("a", List.of("b"), List.of("a"));
    module("b", List.of("a"), List.of());

    assertThat(order("a")).containsExactly("b.ko", "a.ko");
  }
}
