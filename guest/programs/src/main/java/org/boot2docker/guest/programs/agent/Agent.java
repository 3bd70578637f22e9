package org.boot2docker.guest.programs.agent;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.boot2docker.contract.AgentCommands;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.clock.TimeOfDay;
import org.boot2docker.guest.system.kernel.Entropy;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Log;

/** Answers requests, as QEMU's qga/qapi-schema.json defines them. */
final class Agent {
  /** The version of QEMU's agent that the answers are like. */
  private static final String VERSION = "10.0.0";

  private static final List<String> COMMANDS =
      List.of(
          "guest-sync-delimited",
          "guest-sync",
          "guest-ping",
          "guest-info",
          "guest-shutdown",
          "guest-get-time",
          "guest-set-time",
          "guest-get-host-name",
          "guest-get-osinfo",
          "guest-network-get-interfaces",
          AgentCommands.TEMPLATE,
          AgentCommands.IDENTITY);

  /** Of hexadecimal digits: 256 bits. */
  private static final int SEED_CHARACTERS = 64;

  private static final String SHUTDOWN = "guest-shutdown";

  private final Kernel kernel;
  private final Log log;
  private final TimeOfDay time;
  private final SystemFacts facts;

  Agent(Kernel kernel, TimeOfDay time, SystemFacts facts) {
    this.kernel = kernel;
    this.log = new Log(kernel);
    this.time = time;
    this.facts = facts;
  }

  /** The bytes to send for a request, as text with one character a byte; often a line. */
  String answer(Optional<String> request) {
    Optional<Json> json = request.flatMap(JsonReader::read);
    if (json.isEmpty() || !(json.get() instanceof Json.Obj object)) {
      return line(Reply.failure("Invalid JSON syntax"), Optional.empty());
    }
    return line(reply(object), object.get("id"));
  }

  private static String line(Reply reply, Optional<Json> id) {
    Json.Obj object = new Json.Obj();
    String before = "";
    if (reply instanceof Reply.Silence) {
      return "";
    } else if (reply instanceof Reply.Value value) {
      object.with("return", value.value());
    } else if (reply instanceof Reply.Delimited value) {
      object.with("return", value.value());
      before = "\u00ff";
    } else if (reply instanceof Reply.Failure failure) {
      String kind = failure.unknown() ? "CommandNotFound" : "GenericError";
      Json.Obj error = new Json.Obj().with("class", kind).with("desc", failure.description());
      object.with("error", error);
    }
    id.ifPresent(value -> object.with("id", value));
    return before + Json.write(object) + "\n";
  }

  private Reply reply(Json.Obj request) {
    Json.Obj arguments = new Json.Obj();
    Optional<Json> given = request.get("arguments");
    if (given.isPresent()) {
      if (!(given.get() instanceof Json.Obj object)) {
        return Reply.failure("QMP input member 'arguments' must be an object");
      }
      arguments = object;
    }
    if (!(request.get("execute").orElse(new Json.Word("null")) instanceof Json.Text command)) {
      return Reply.failure("QMP input lacks member 'execute'");
    }
    return execute(command.value(), arguments);
  }

  private Reply execute(String command, Json.Obj arguments) {
    return switch (command) {
      case "guest-ping" -> Reply.done();
      case "guest-sync" -> sync(arguments, false);
      case "guest-sync-delimited" -> sync(arguments, true);
      case "guest-info" -> new Reply.Value(info());
      case SHUTDOWN -> shutDown(arguments);
      case "guest-get-time" -> new Reply.Value(new Json.Whole(time.nanos()));
      case "guest-set-time" -> setTime(arguments);
      case "guest-get-host-name" -> new Reply.Value(facts.hostName());
      case "guest-get-osinfo" -> new Reply.Value(facts.system());
      case "guest-network-get-interfaces" -> new Reply.Value(facts.interfaces());
      case AgentCommands.TEMPLATE ->
          new Reply.Value(Json.Word.of(kernel.exists(GuestPaths.TEMPLATE)));
      case AgentCommands.IDENTITY -> become(arguments);
      default -> new Reply.Failure(true, "The command " + command + " has not been found");
    };
  }

  private static Reply sync(Json.Obj arguments, boolean delimited) {
    if (arguments.get("id").orElse(new Json.Word("null")) instanceof Json.Whole id) {
      return delimited ? new Reply.Delimited(id) : new Reply.Value(id);
    }
    return Reply.failure("Parameter 'id' is missing");
  }

  private static Json info() {
    Json.Arr commands = new Json.Arr();
    for (String name : COMMANDS) {
      commands
          .items()
          .add(
              new Json.Obj()
                  .with("enabled", Json.Word.of(true))
                  .with("name", name)
                  .with("success-response", Json.Word.of(!name.equals(SHUTDOWN))));
    }
    return new Json.Obj().with("version", VERSION).with("supported_commands", commands);
  }

  private Reply shutDown(Json.Obj arguments) {
    Json mode = arguments.get("mode").orElse(new Json.Text("powerdown"));
    String name = mode instanceof Json.Text text ? text.value() : "";
    int signal =
        switch (name) {
          case "powerdown" -> Linux.SIGUSR2;
          case "reboot" -> Linux.SIGTERM;
          case "halt" -> Linux.SIGUSR1;
          default -> 0;
        };
    if (signal == 0) {
      return Reply.failure("Parameter 'mode' does not accept value '" + name + "'");
    }
    log.info("the host asks for " + name);
    kernel.kill(1, signal);
    return new Reply.Silence();
  }

  private Reply setTime(Json.Obj arguments) {
    Optional<Json> given = arguments.get("time");
    boolean set;
    if (given.isEmpty()) {
      set = time.setFromHardwareClock();
    } else if (given.get() instanceof Json.Whole nanos) {
      set = time.set(nanos.value());
    } else {
      return Reply.failure("Invalid parameter type for 'time', expected: integer");
    }
    return set ? Reply.done() : Reply.failure("the time is before the image's, or can't be set");
  }

  /** Random numbers first: nothing that is made of them may be what another machine makes. */
  private Reply become(Json.Obj arguments) {
    String seed =
        arguments.get("seed").orElse(new Json.Word("null")) instanceof Json.Text text
            ? text.value()
            : "";
    if (seed.length() < SEED_CHARACTERS) {
      return Reply.failure("Parameter 'seed' is missing or shorter than 64 characters");
    }
    Entropy entropy = new Entropy(kernel);
    if (entropy.add(seed.getBytes(StandardCharsets.ISO_8859_1), true) < 0 || entropy.reseed() < 0) {
      return Reply.failure("the random numbers can't be seeded");
    }
    Reply set = setTime(arguments);
    kernel.kill(1, Linux.SIGHUP);
    return set;
  }
}
