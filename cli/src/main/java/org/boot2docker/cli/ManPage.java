package org.boot2docker.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The manual page as roff text with the macros of man(7). Verbs and options come from picocli's
 * model, so the page can't differ from the help; the other sections are in the resource {@code
 * man.roff}.
 */
final class ManPage {
  private static final String OTHER_SECTIONS = "man.roff";

  private final CommandSpec program;
  private final StringBuilder roff = new StringBuilder();

  private ManPage(CommandSpec program) {
    this.program = program;
  }

  static String of(CommandSpec program, String version) {
    ManPage page = new ManPage(program);
    page.macro(".TH BOOT2DOCKER 1 \"\" \"" + escaped(version) + "\" \"User Commands\"");
    page.heading();
    page.verbs();
    page.commonOptions();
    page.roff.append(otherSections());
    return page.roff.toString();
  }

  private void heading() {
    macro(".SH NAME");
    macro("boot2docker \\- " + escaped(sentence(program)));
    macro(".SH SYNOPSIS");
    macro(".B boot2docker");
    macro(".I COMMAND");
    macro("[\\fIOPTION\\fR]...");
  }

  private void verbs() {
    Set<String> common = names(program);
    macro(".SH COMMANDS");
    for (CommandLine verb : new LinkedHashSet<>(program.subcommands().values())) {
      CommandSpec spec = verb.getCommandSpec();
      macro(".SS " + escaped(spec.name() + parameters(spec)));
      text(sentence(spec));
      if (spec.aliases().length > 0) {
        macro(".PP");
        text("Also: " + String.join(", ", spec.aliases()) + ".");
      }
      spec.positionalParameters().forEach(each -> entry(bold(label(each)), each));
      spec.options().stream()
          .filter(option -> !common.contains(option.longestName()) && !option.hidden())
          .forEach(option -> entry(signature(option), option));
    }
  }

  private void commonOptions() {
    macro(".SH GENERAL OPTIONS");
    program.options().forEach(option -> entry(signature(option), option));
  }

  private void entry(String signature, ArgSpec argument) {
    macro(".TP");
    macro(signature);
    text(String.join(" ", argument.description()));
  }

  private static String signature(OptionSpec option) {
    String names =
        List.of(option.names()).stream().map(ManPage::bold).collect(Collectors.joining(", "));
    return option.arity().max() == 0
        ? names
        : names + "=" + "\\fI" + escaped(label(option)) + "\\fR";
  }

  private static String parameters(CommandSpec spec) {
    return spec.positionalParameters().stream()
        .map(each -> " [" + label(each) + (each.arity().isVariable() ? "...]" : "]"))
        .collect(Collectors.joining());
  }

  private static String label(OptionSpec option) {
    return option.paramLabel();
  }

  private static String label(PositionalParamSpec parameter) {
    return parameter.paramLabel();
  }

  private static Set<String> names(CommandSpec spec) {
    return spec.options().stream()
        .map(OptionSpec::longestName)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String sentence(CommandSpec spec) {
    return String.join(" ", spec.usageMessage().description());
  }

  private static String bold(String text) {
    return "\\fB" + escaped(text) + "\\fR";
  }

  private void macro(String line) {
    roff.append(line).append('\n');
  }

  /** Ordinary text, which must not begin like a request of roff. */
  private void text(String text) {
    String line = escaped(text);
    roff.append(line.startsWith(".") || line.startsWith("'") ? "\\&" : "")
        .append(line)
        .append('\n');
  }

  /** As roff shows it unchanged: a plain hyphen would become a typographic one. */
  private static String escaped(String text) {
    return text.replace("\\", "\\e")
        .replace("-", "\\-")
        .replace("~", "\\(ti")
        .replace("^", "\\(ha");
  }

  private static String otherSections() {
    try (InputStream in =
        Objects.requireNonNull(ManPage.class.getResourceAsStream(OTHER_SECTIONS))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
