package org.boot2docker.cli;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Help whose lines break at spaces only. picocli breaks them where java.text allows it, which is
 * also inside of paths and of names such as {@code boot2docker.lock}. Punctuation is a letter to it
 * here, until the lines are made.
 */
final class WholeWordHelp extends CommandLine.Help {
  private static final String PUNCTUATION = "!\"#&'()*+,-./:;<=>?[]^_`~";

  /** Letters of Latin Extended-A, each so far behind the character that it stands for. */
  private static final char LETTERS = '\u0100';

  private static final int DESCRIPTION_COLUMN = 4;

  private WholeWordHelp(CommandSpec spec, ColorScheme scheme) {
    super(spec, scheme);
  }

  /** Has a command and those below it print such help. */
  static void use(CommandLine line) {
    line.setHelpFactory(WholeWordHelp::new);
    Map<String, IHelpSectionRenderer> sections = new HashMap<>();
    line.getHelpSectionMap()
        .forEach((key, section) -> sections.put(key, help -> shown(section.render(help))));
    line.setHelpSectionMap(sections);
  }

  private static String hidden(String text) {
    StringBuilder hidden = new StringBuilder();
    text.chars().forEach(c -> hidden.append((char) (PUNCTUATION.indexOf(c) < 0 ? c : LETTERS + c)));
    return hidden.toString();
  }

  private static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.chars()
        .forEach(
            c -> shown.append((char) (PUNCTUATION.indexOf(c - LETTERS) < 0 ? c : c - LETTERS)));
    return shown.toString();
  }

  @Override
  public String description(Object... parameters) {
    UsageMessageSpec usage = commandSpec().usageMessage();
    return whileHidden(
        usage.description(), usage::description, () -> super.description(parameters));
  }

  @Override
  public String footer(Object... parameters) {
    UsageMessageSpec usage = commandSpec().usageMessage();
    return whileHidden(usage.footer(), usage::footer, () -> super.footer(parameters));
  }

  @Override
  public String commandList(Map<String, CommandLine.Help> commands) {
    Map<UsageMessageSpec, String[]> descriptions = new IdentityHashMap<>();
    for (CommandLine.Help command : commands.values()) {
      UsageMessageSpec usage = command.commandSpec().usageMessage();
      descriptions.put(usage, usage.description());
    }
    descriptions.forEach((usage, lines) -> usage.description(hidden(lines)));
    try {
      return super.commandList(commands);
    } finally {
      descriptions.forEach(UsageMessageSpec::description);
    }
  }

  private static String whileHidden(
      String[] lines, Consumer<String[]> setter, Supplier<String> rendered) {
    setter.accept(hidden(lines));
    try {
      return rendered.get();
    } finally {
      setter.accept(lines);
    }
  }

  private static String[] hidden(String[] lines) {
    String[] hidden = new String[lines.length];
    for (int i = 0; i < lines.length; i++) {
      hidden[i] = hidden(lines[i]);
    }
    return hidden;
  }

  @Override
  public IOptionRenderer createDefaultOptionRenderer() {
    IOptionRenderer renderer = super.createDefaultOptionRenderer();
    return (option, labels, scheme) ->
        hidden(renderer.render(option, labels, scheme), DESCRIPTION_COLUMN, scheme);
  }

  @Override
  public IParameterRenderer createDefaultParameterRenderer() {
    IParameterRenderer renderer = super.createDefaultParameterRenderer();
    return (parameter, labels, scheme) ->
        hidden(renderer.render(parameter, labels, scheme), DESCRIPTION_COLUMN, scheme);
  }

  private static Text[][] hidden(Text[][] rows, int column, ColorScheme scheme) {
    for (Text[] row : rows) {
      row[column] = scheme.text(hidden(row[column].plainString()));
    }
    return rows;
  }

  @Override
  public IParamLabelRenderer parameterLabelRenderer() {
    return new Labels(super.parameterLabelRenderer());
  }

  /** Labels of parameters, which the synopsis has too. */
  private record Labels(IParamLabelRenderer renderer) implements IParamLabelRenderer {
    @Override
    public Text renderParameterLabel(ArgSpec argument, Ansi ansi, List<IStyle> styles) {
      String label = renderer.renderParameterLabel(argument, Ansi.OFF, List.of()).plainString();
      return ansi.apply(hidden(label), styles);
    }

    @Override
    public String separator() {
      return renderer.separator();
    }
  }
}
