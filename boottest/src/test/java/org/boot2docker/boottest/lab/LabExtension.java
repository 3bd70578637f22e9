package org.boot2docker.boottest.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/** Gives tests the {@link Lab}, the {@link BuiltImage} or the shared {@link Guest} they ask for. */
public final class LabExtension implements ParameterResolver, TestWatcher {
  private static final int CONSOLE_LINES = 40;

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Lab.class || type == Guest.class || type == BuiltImage.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Lab lab = lab(context);
    Class<?> type = parameter.getParameter().getType();
    try {
      if (type == Guest.class) {
        return lab.sharedGuest();
      }
      return type == BuiltImage.class ? lab.image() : lab;
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /** Shows what the guest said last. */
  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    Optional<Guest> guest = lab(context).running();
    if (guest.isPresent()) {
      System.out.println("the last lines of the guest's console:");
      guest.get().consoleLines(CONSOLE_LINES).forEach(line -> System.out.println("  | " + line));
    }
  }

  /** One for the whole run; the store closes it at the end. */
  private static Lab lab(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(Lab.class))
        .computeIfAbsent(Lab.class, key -> new Lab(), Lab.class);
  }
}
