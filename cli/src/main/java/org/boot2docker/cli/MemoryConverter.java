package org.boot2docker.cli;

import org.boot2docker.machine.model.MemorySize;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Memory with or without a unit, as a number of MiB. */
final class MemoryConverter implements ITypeConverter<Integer> {
  @Override
  public Integer convert(String value) {
    try {
      return MemorySize.parse(value);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
