package org.boot2docker.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.text.NearNames;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an architecture by Debian's name, and says which one is meant by another. */
final class ArchitectureConverter implements ITypeConverter<Architecture> {

  @Override
  public Architecture convert(String text) {
    String name = text.toLowerCase(Locale.ROOT);
    return Architecture.ofDebianName(name)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "unknown architecture '%s': %s".formatted(text, remedy(name))));
  }

  private static String remedy(String name) {
    List<String> known =
        Arrays.stream(Architecture.values()).map(Architecture::debianName).toList();
    List<String> near =
        switch (name) {
          case "x86_64", "x64", "x86-64" -> List.of(Architecture.AMD64.debianName());
          case "aarch64", "armv8" -> List.of(Architecture.ARM64.debianName());
          default -> NearNames.of(name, known.stream());
        };
    return near.size() == 1
        ? "did you mean " + near.get(0) + "?"
        : "choose " + String.join(" or ", known);
  }
}
