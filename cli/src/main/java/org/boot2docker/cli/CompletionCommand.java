package org.boot2docker.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code completion}: what makes a shell complete our verbs and options. */
@Command(
    name = "completion",
    description =
        "Print a script that completes commands and options in a shell. Add this line to ~/.bashrc:"
            + " source <(boot2docker completion bash). In ~/.config/fish/config.fish add:"
            + " boot2docker completion fish | source")
final class CompletionCommand implements Callable<Integer> {

  /** The shells; picocli's one script knows the first two. */
  enum Shell {
    BASH,
    ZSH,
    FISH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Terminal terminal;

  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
  @Nullable Shell shell;

  @Mixin CommonOptions common;
  @Spec CommandSpec spec;

  CompletionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal.print(
        shell == Shell.FISH
            ? FishCompletion.of(spec.root()).stripTrailing()
            : MachineNames.inBash(AutoComplete.bash("boot2docker", spec.root().commandLine()))
                .replaceFirst("^#!.*\\R", ""));
    return 0;
  }
}
