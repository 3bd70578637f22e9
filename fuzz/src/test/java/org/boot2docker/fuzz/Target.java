package org.boot2docker.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A reader of bytes that somebody else may have written.
 *
 * @param name how commands call it
 * @param samples sound or nearly sound inputs, to begin with
 * @param reader reads one input to its end
 * @param refusals what the reader may throw: bad input must end in nothing else
 */
record Target(
    String name, List<byte[]> samples, Reader reader, List<Class<? extends Exception>> refusals) {
  /** Reads one input. */
  @FunctionalInterface
  interface Reader {
    void read(byte[] input) throws Exception;
  }

  @SafeVarargs
  static Target of(
      String name, List<byte[]> samples, Reader reader, Class<? extends Exception>... refusals) {
    return new Target(name, samples, reader, Arrays.asList(refusals));
  }

  /**
   * Reads an input.
   *
   * @return why it was refused, as it may be; nothing when it was taken
   * @throws AssertionError when it ended otherwise
   */
  Optional<Exception> read(byte[] input) {
    try {
      reader.read(input);
      return Optional.empty();
    } catch (Exception e) {
      if (refusals.stream().anyMatch(refusal -> refusal.isInstance(e))) {
        return Optional.of(e);
      }
      throw fault(e);
    } catch (StackOverflowError | OutOfMemoryError e) {
      throw fault(e);
    }
  }

  private AssertionError fault(Throwable e) {
    return new AssertionError(name + " ends with " + e, e);
  }

  @Override
  public String toString() {
    return name;
  }
}
