package org.boot2docker.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A script that makes the shell fish complete our verbs and options. They come from picocli's
 * model, which itself knows bash and zsh only.
 */
final class FishCompletion {
  /** What cp copies, here or in the machine. */
  private static final Set<String> COPIED = Set.of("FROM", "TO");

  private final CommandSpec program;
  private final StringBuilder script = new StringBuilder();

  private FishCompletion(CommandSpec program) {
    this.program = program;
  }

  /** The script, to be read by {@code source} or put into fish's folder {@code completions}. */
  static String of(CommandSpec program) {
    FishCompletion completion = new FishCompletion(program);
    completion.line("complete -c " + program.name() + " -f");
    completion.options(program, "__fish_use_subcommand");
    for (CommandSpec verb : completion.verbs()) {
      completion.verb(verb);
    }
    return completion.script.toString();
  }

  /** Each once, although aliases are in the map, too. */
  private Set<CommandSpec> verbs() {
    return program.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(spec -> !spec.usageMessage().hidden())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private void verb(CommandSpec verb) {
    for (String name : verb.names()) {
      line(
          start("__fish_use_subcommand")
              + " -a "
              + quoted(name)
              + described(verb.usageMessage().description()));
    }
    String condition = "__fish_seen_subcommand_from " + String.join(" ", verb.names());
    options(verb, condition);
    for (ArgSpec parameter : verb.positionalParameters()) {
      List<String> words = values(parameter);
      if (!words.isEmpty()) {
        line(start(condition) + " -a " + quoted(String.join(" ", words)));
      } else if (isPath(parameter)) {
        line(start(condition) + " -F");
      }
    }
  }

  private void options(CommandSpec spec, String condition) {
    for (OptionSpec option : spec.options()) {
      if (!option.hidden()) {
        line(start(condition) + names(option) + value(option) + described(option.description()));
      }
    }
  }

  private String start(String condition) {
    return "complete -c " + program.name() + " -n " + quoted(condition);
  }

  private static String names(OptionSpec option) {
    List<String> words = new ArrayList<>();
    for (String name : option.names()) {
      words.add(name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1));
    }
    return " " + String.join(" ", words);
  }

  /** What may follow the option: nothing, one of some words, a file, or anything. */
  private static String value(OptionSpec option) {
    if (option.arity().max() == 0) {
      return "";
    }
    List<String> words = values(option);
    if (!words.isEmpty()) {
      return " -x -a " + quoted(String.join(" ", words));
    }
    return isPath(option) ? " -r -F" : " -x";
  }

  /** Constants are taken in lower case, too. */
  private static List<String> values(ArgSpec argument) {
    Iterable<String> candidates = argument.completionCandidates();
    return candidates == null
        ? List.of()
        : StreamSupport.stream(candidates.spliterator(), false)
            .map(word -> MachineNames.inFish(word.toLowerCase(Locale.ROOT)))
            .toList();
  }

  private static boolean isPath(ArgSpec argument) {
    return argument.type() == Path.class
        || List.of(argument.auxiliaryTypes()).contains(Path.class)
        || argument.paramLabel().startsWith("DIR")
        || COPIED.contains(argument.paramLabel());
  }

  /** The first sentence, with picocli's variables filled in. */
  private static String described(String[] description) {
    String text = String.join(" ", description).replaceAll("\\s*\\(default: [^)]*\\)", "");
    int end = text.indexOf(". ");
    String sentence = end < 0 ? text.replaceAll("\\.$", "") : text.substring(0, end);
    return sentence.isEmpty() ? "" : " -d " + quoted(sentence.replace("%n", " "));
  }

  /** As fish reads it: in single quotes only backslash and quote need a backslash. */
  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private void line(String text) {
    script.append(text).append('\n');
  }
}
