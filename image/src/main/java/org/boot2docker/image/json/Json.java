package org.boot2docker.image.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259), and writes it in one style. A property that a record does not have is an
 * error, unless the record says otherwise; so is null in a list or a map.
 */
public final class Json {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .setDefaultSetterInfo(JsonSetter.Value.construct(Nulls.DEFAULT, Nulls.FAIL));

  private static final String NULL = "null is no value here";

  /** What may command a terminal; Jackson writes only C0 as escapes. */
  private static final Pattern COMMANDS = Pattern.compile("[\\x7f-\\x9f\\p{Cf}]");

  /** The same line ends on every system: the manifest of an image must not depend on it. */
  private static final ObjectWriter INDENTED =
      MAPPER.writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  private Json() {}

  /** A value for files and people: each field on a line of its own; no line end behind it. */
  public static String text(Object value) {
    return write(INDENTED, value);
  }

  /** A value in one line, for protocols; no line end behind it. */
  public static String line(Object value) {
    return write(MAPPER.writer(), value);
  }

  private static String write(ObjectWriter writer, Object value) {
    try {
      // Within strings only, where the escape means the same.
      return COMMANDS
          .matcher(writer.writeValueAsString(value))
          .replaceAll(each -> escaped(each.group()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(value.getClass() + " can't be written as JSON", e);
    }
  }

  private static String escaped(String character) {
    return character
        .chars()
        .mapToObj(unit -> String.format(Locale.ROOT, "\\\\u%04x", unit))
        .collect(Collectors.joining());
  }

  /** An empty object to fill. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Any value as a tree. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /**
   * Reads a text without knowing its layout.
   *
   * @throws JsonProcessingException when it is not JSON, or more than one value
   */
  public static JsonNode parse(String text) throws JsonProcessingException {
    return MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(text);
  }

  /** The text {@code null} is JSON, and Jackson reads it as no value of any type. */
  private static <T> T value(@Nullable T value) throws JsonProcessingException {
    if (value == null) {
      throw MismatchedInputException.from((JsonParser) null, Object.class, NULL);
    }
    return value;
  }

  /**
   * What is wrong with a text, in a line for people: the reason, and the key where there is one.
   */
  public static String reasonOf(JsonProcessingException error) {
    // Where an open bracket is, is said in terms of Jackson's own.
    String reason =
        error
            .getOriginalMessage()
            .lines()
            .findFirst()
            .orElse("not JSON")
            .replaceFirst(" \\(start marker at .*", "");
    if (error instanceof InvalidNullException) {
      reason = NULL;
    }
    Throwable cause = error.getCause();
    if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
      reason = cause.getMessage();
    }
    String key =
        error instanceof JsonMappingException mapping
            ? mapping.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."))
            : "";
    return key.isEmpty() ? reason : key + ": " + reason;
  }

  /**
   * Reads a text.
   *
   * @throws JsonProcessingException when it is not JSON or not such a value
   */
  public static <T> T read(String text, Class<T> type) throws JsonProcessingException {
    return value(MAPPER.readValue(text, type));
  }

  /**
   * Reads a text, as a type with parameters.
   *
   * @throws JsonProcessingException when it is not JSON or not such a value
   */
  public static <T> T read(String text, TypeReference<T> type) throws JsonProcessingException {
    return value(MAPPER.readValue(text, type));
  }

  /**
   * Reads bytes in UTF-8.
   *
   * @throws JsonProcessingException when they are not JSON or not such a value
   */
  public static <T> T read(byte[] bytes, Class<T> type) throws IOException {
    return value(MAPPER.readValue(bytes, type));
  }

  /** The line that an error is in, from 1; 1 when it is in no line in particular. */
  public static int lineOf(JsonProcessingException error) {
    return error.getLocation() == null ? 1 : error.getLocation().getLineNr();
  }
}
