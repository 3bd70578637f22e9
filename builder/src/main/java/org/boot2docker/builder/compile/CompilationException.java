package org.boot2docker.builder.compile;

import java.io.IOException;

/**
 * Something can't be compiled. Nothing is wrong with where its source comes from, so another suite
 * would be no way out.
 */
public final class CompilationException extends IOException {
  private static final long serialVersionUID = 1L;

  /** One line that says what is wrong and what to do. */
  public CompilationException(String message) {
    super(message);
  }

  /** The same with its cause, for {@code --debug}. */
  public CompilationException(String message, Throwable cause) {
    super(message, cause);
  }
}
