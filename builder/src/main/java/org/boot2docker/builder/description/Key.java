package org.boot2docker.builder.description;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A key of the description: the reader obeys it, and the reference is written from it.
 *
 * @param name the key; {@code NAME} stands for any name
 * @param type what its value is, for people
 * @param need whether it must be there, and what counts when it is not
 * @param values what its value may be, for people; nothing when the type says it all
 * @param choices all that a text may be; none when it may be anything
 * @param meaning one sentence
 * @param inner the keys below it, if its value or each element of it is a mapping
 */
record Key(
    String name,
    String type,
    Need need,
    String values,
    List<String> choices,
    String meaning,
    Optional<Section> inner) {

  /** Stands for any name. */
  static final String ANY = "NAME";

  /** Whether a key must be there. */
  sealed interface Need {
    /** It must. */
    record Required() implements Need {}

    /** It need not, and is nothing then. */
    record Dispensable() implements Need {}

    /** It need not, and is this YAML then. */
    record Default(String yaml) implements Need {}
  }

  /** A key that must be there. */
  static Key required(String name, String type, String meaning) {
    return new Key(name, type, new Need.Required(), "", List.of(), meaning, Optional.empty());
  }

  /** A key that need not be there. */
  static Key optional(String name, String type, String meaning) {
    return new Key(name, type, new Need.Dispensable(), "", List.of(), meaning, Optional.empty());
  }

  /** A key that has a value when it is not there. */
  static Key byDefault(String name, String type, String yaml, String meaning) {
    return new Key(name, type, new Need.Default(yaml), "", List.of(), meaning, Optional.empty());
  }

  /** The same key with what its value may be, for people. */
  Key values(String allowed) {
    return new Key(name, type, need, allowed, choices, meaning, inner);
  }

  /** The same key, whose value is one of these texts. */
  Key oneOf(String... texts) {
    String allowed = String.join(", ", Arrays.stream(texts).map(text -> "`" + text + "`").toList());
    return new Key(name, type, need, allowed, List.of(texts), meaning, inner);
  }

  /** The same key, whose value is the name of a constant. */
  <E extends Enum<E>> Key oneOf(Class<E> constants) {
    return oneOf(Arrays.stream(constants.getEnumConstants()).map(Key::text).toArray(String[]::new));
  }

  /** The same key with keys below it. */
  Key with(Key... keys) {
    return new Key(
        name, type, need, values, choices, meaning, Optional.of(new Section(List.of(keys))));
  }

  /** How a constant is written in a description. */
  static String text(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
