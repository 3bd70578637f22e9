package org.boot2docker.guest.init.service;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Text;

/** Does what the command {@code service} asks for; every request is answered once. */
public final class Control {
  private static final long PATIENCE = 60_000;

  private final Supervisor supervisor;
  private final Loop loop;

  /** Controls the services of this supervisor. */
  public Control(Supervisor supervisor, Loop loop) {
    this.supervisor = supervisor;
    this.loop = loop;
  }

  /**
   * What is said to who asked.
   *
   * @param exit the exit code of the command
   * @param text one line, or several for a list
   */
  public record Answer(int exit, String text) {}

  /** Serves one request: {@code list}, or a verb and a service's name. */
  public void request(String line, Consumer<Answer> reply) {
    List<String> words = Text.words(line);
    if (words.equals(List.of("list"))) {
      reply.accept(new Answer(0, list()));
      return;
    }
    if (words.size() != 2) {
      reply.accept(new Answer(2, "a request is a verb and a service"));
      return;
    }
    Optional<Unit> unit = supervisor.unit(words.get(1));
    if (unit.isEmpty()) {
      reply.accept(new Answer(2, "there is no service " + words.get(1)));
    } else if (supervisor.isGoingDown()) {
      reply.accept(new Answer(1, "the machine is going down"));
    } else {
      serve(words.get(0), unit.get(), new Once(reply));
    }
  }

  private void serve(String verb, Unit unit, Consumer<Answer> reply) {
    switch (verb) {
      case "start" -> start(unit, reply);
      case "restart" -> restart(unit, reply);
      case "stop" -> stop(unit, reply);
      case "reload" -> reload(unit, reply);
      case "status" -> reply.accept(new Answer(unit.isRunning() ? 0 : 1, describe(unit)));
      default -> reply.accept(new Answer(2, "there is no verb " + verb));
    }
  }

  private void start(Unit unit, Consumer<Answer> reply) {
    if (!unit.isRunning() || unit.state() == Unit.State.STOPPED) {
      restart(unit, reply);
    } else if (unit.isReady()) {
      reply.accept(new Answer(0, describe(unit)));
    } else {
      awaitReady(unit, reply);
    }
  }

  private void restart(Unit unit, Consumer<Answer> reply) {
    awaitReady(unit, reply);
    supervisor.startByCommand(unit);
    if (unit.state() == Unit.State.WAITING) {
      // Who asks may be the script that it waits for.
      reply.accept(new Answer(0, describe(unit)));
    }
  }

  private void awaitReady(Unit unit, Consumer<Answer> reply) {
    unit.whenReady(() -> reply.accept(new Answer(0, describe(unit))));
    loop.after(
        PATIENCE,
        () ->
            reply.accept(
                new Answer(
                    1,
                    describe(unit)
                        + ", but not ready after "
                        + PATIENCE / 1000
                        + " s; its output is in "
                        + unit.service().log())));
  }

  private void stop(Unit unit, Consumer<Answer> reply) {
    supervisor.stopByCommand(unit, () -> reply.accept(new Answer(0, describe(unit))));
  }

  private static void reload(Unit unit, Consumer<Answer> reply) {
    long told = unit.instances().stream().filter(i -> i.signal(Linux.SIGHUP)).count();
    reply.accept(
        told > 0
            ? new Answer(0, unit.service().name() + ": asked to read its settings again")
            : new Answer(1, describe(unit)));
  }

  private String list() {
    StringBuilder text = new StringBuilder();
    for (Unit unit : supervisor.units()) {
      text.append(text.length() > 0 ? "\n" : "").append(lines(unit));
    }
    return text.toString();
  }

  private String lines(Unit unit) {
    if (unit.state() == Unit.State.WAITING) {
      List<String> missing = supervisor.missing(unit);
      return unit.service().name() + ": waits for " + String.join(", ", missing);
    }
    return describe(unit);
  }

  /** One line for each process. */
  private static String describe(Unit unit) {
    String name = unit.service().name();
    if (unit.instances().isEmpty()) {
      return name + ": " + words(unit.state());
    }
    StringBuilder text = new StringBuilder();
    for (Instance instance : unit.instances()) {
      String line = instance.name() + ": " + instance.describe();
      text.append(text.length() > 0 ? "\n" : "").append(line);
    }
    return text.toString();
  }

  private static String words(Unit.State state) {
    return switch (state) {
      case WAITING -> "to be started when what it needs is there";
      case STARTED -> "nothing to run";
      case STOPPED -> "stopped";
    };
  }

  /** Passes the first answer on and drops the others. */
  private static final class Once implements Consumer<Answer> {
    private final Consumer<Answer> reply;
    private boolean done;

    private Once(Consumer<Answer> reply) {
      this.reply = reply;
    }

    @Override
    public void accept(Answer answer) {
      if (!done) {
        done = true;
        reply.accept(answer);
      }
    }
  }
}
