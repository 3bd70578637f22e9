package org.boot2docker.cli;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.boot2docker.formats.text.NearNames;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints a usage error as one line with the way to the help. */
final class UsageErrorPrinter implements IParameterExceptionHandler {
  private static final List<Class<?>> NUMBERS =
      List.of(int.class, Integer.class, long.class, Long.class);

  /** What picocli's own {@code help} says of one. */
  private static final Pattern UNKNOWN_COMMAND = Pattern.compile("Unknown subcommand '(.*)'\\.?");

  private final Terminal terminal;

  UsageErrorPrinter(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public int handleParseException(ParameterException exception, String[] arguments) {
    String command = exception.getCommandLine().getCommandSpec().qualifiedName();
    String line = line(exception);
    String see = line.endsWith("?") ? " See" : ": see";
    terminal.say("boot2docker: %s%s '%s --help'".formatted(line, see, command));
    return 2;
  }

  private static String line(ParameterException exception) {
    if (exception instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched);
    }
    if (exception instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      return wantedAll(missing);
    }
    // A converter has a message of its own.
    ArgSpec of = exception.getArgSpec();
    if (of != null && of.converters().length == 0 && exception.getValue() != null) {
      String name = of instanceof OptionSpec option ? option.longestName() : of.paramLabel();
      if (of.type().isEnum()) {
        return "unknown value '%s' of %s: give one of %s"
            .formatted(exception.getValue(), name, String.join(", ", of.completionCandidates()));
      }
      if (NUMBERS.contains(of.type())) {
        return "'%s' of %s is no number: write digits".formatted(exception.getValue(), name);
      }
    }
    String message = String.valueOf(exception.getMessage());
    Matcher unknown = UNKNOWN_COMMAND.matcher(message);
    if (unknown.matches()) {
      return unknown("command", unknown.group(1), exception.getCommandLine());
    }
    return message
        .replace('\n', ' ')
        .replaceFirst("^Invalid value for (?:option|positional parameter) '?([^':]+)'?: ", "$1: ");
  }

  /** Picocli knows the first parameter that is missing; those behind it are missing, too. */
  private static String wantedAll(MissingParameterException exception) {
    ArgSpec first = exception.getMissing().get(0);
    Stream<? extends ArgSpec> all =
        first instanceof PositionalParamSpec position
            ? exception.getCommandLine().getCommandSpec().positionalParameters().stream()
                .filter(ArgSpec::required)
                .filter(each -> each.index().min() >= position.index().min())
            : exception.getMissing().stream();
    return all.map(UsageErrorPrinter::wanted).collect(Collectors.joining(" and ", "give ", ""));
  }

  /** What a user must write. */
  private static String wanted(ArgSpec missing) {
    String label = missing.paramLabel();
    String known =
        missing.type().isEnum()
            ? ", one of " + String.join(", ", missing.completionCandidates())
            : "";
    return (missing instanceof OptionSpec option ? option.longestName() + " " + label : label)
        + known;
  }

  private static String unmatched(UnmatchedArgumentException exception) {
    String word = exception.getUnmatched().get(0);
    boolean root = exception.getCommandLine().getParent() == null;
    String kind = word.startsWith("-") ? "option" : root ? "command" : "argument";
    return unknown(kind, word, exception.getCommandLine());
  }

  private static String unknown(String kind, String word, CommandLine command) {
    List<String> near = near(word, command);
    String hint = near.isEmpty() ? "" : ": did you mean " + String.join(" or ", near) + "?";
    return "unknown " + kind + " '" + word + "'" + hint;
  }

  private static List<String> near(String word, CommandLine command) {
    Stream<String> known =
        word.startsWith("-")
            ? command.getCommandSpec().optionsMap().keySet().stream()
            : command.getSubcommands().keySet().stream();
    return NearNames.of(word, known);
  }
}
