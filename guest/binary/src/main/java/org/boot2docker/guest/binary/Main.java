package org.boot2docker.guest.binary;

import java.util.List;
import java.util.function.Function;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.init.boot.Boot;
import org.boot2docker.guest.programs.agent.AgentDaemon;
import org.boot2docker.guest.programs.changed.ChangedCommand;
import org.boot2docker.guest.programs.clock.ClockDaemon;
import org.boot2docker.guest.programs.filter.ProgramsCommand;
import org.boot2docker.guest.programs.lease.LeaseCommand;
import org.boot2docker.guest.programs.network.Network6Command;
import org.boot2docker.guest.programs.network.NetworkCommand;
import org.boot2docker.guest.programs.profile.ProfileCommand;
import org.boot2docker.guest.programs.service.ServiceCommand;
import org.boot2docker.guest.programs.trust.CertificatesCommand;
import org.boot2docker.guest.system.clock.ImageDate;
import org.boot2docker.guest.system.kernel.NativeClocks;
import org.boot2docker.guest.system.kernel.NativeDatagrams;
import org.boot2docker.guest.system.kernel.NativeInterfaceAddresses;
import org.boot2docker.guest.system.kernel.NativeKernel;
import org.boot2docker.guest.system.kernel.NativeSockets;
import org.boot2docker.guest.system.kernel.NativeSurroundings;
import org.boot2docker.guest.system.kernel.ThisProcess;

/** Entry point of PID 1, and of the applets that are the same program in another process. */
final class Main {
  private static final String PROGRAM = GuestPaths.INIT;

  private Main() {}

  /** Boots as PID 1; any other process is the applet that its first argument names. */
  public static void main(String[] args) {
    NativeKernel kernel = new NativeKernel();
    if (ThisProcess.isFirst()) {
      kernel.survive(PROGRAM);
      new ImageDate(new NativeClocks()).moveUp();
      Boot.of(kernel, new NativeSockets(), List.of(args)).run();
    } else {
      ThisProcess.end(applet(kernel, List.of(args)));
    }
  }

  /** Runs an applet and gives the exit code; what init does would wreck a machine that is up. */
  private static int applet(NativeKernel kernel, List<String> words) {
    List<String> arguments = words.subList(Math.min(1, words.size()), words.size());
    return switch (words.isEmpty() ? "" : words.get(0)) {
      case "clock" -> {
        new ClockDaemon(kernel, new NativeClocks(), new NativeDatagrams(kernel)).run();
        yield 0;
      }
      case "guest-agent" -> {
        new AgentDaemon(kernel, new NativeClocks(), new NativeInterfaceAddresses()).run();
        yield 0;
      }
      case "changed" -> new ChangedCommand(kernel, 0).run();
      case "service" -> new ServiceCommand(kernel).run(arguments);
      case "profile" -> new ProfileCommand(kernel).run(arguments);
      case "dhcp" -> LeaseCommand.ipv4(kernel, kernel, new NativeSurroundings()).run(arguments);
      case "dhcp6" -> LeaseCommand.ipv6(kernel, kernel, new NativeSurroundings()).run(arguments);
      case "network" ->
          client(
              arguments,
              NetworkCommand.CLIENT,
              card -> new NetworkCommand(kernel, new NativeSurroundings(), card).run());
      case "network6" ->
          client(
              arguments, Network6Command.CLIENT, card -> new Network6Command(kernel, card).run());
      case "programs" -> new ProgramsCommand(kernel).run();
      case "certificates" -> new CertificatesCommand(kernel).run(arguments);
      default -> {
        ThisProcess.complain(
            "init: this is the first process of boot2docker; to end it see poweroff and reboot\n");
        yield 1;
      }
    };
  }

  /** Becomes a client for an interface, unless there is nothing that it could ask for. */
  private static int client(
      List<String> arguments, String program, Function<String, List<String>> prepared) {
    if (arguments.size() != 1) {
      ThisProcess.complain("network: no interface is named: type /usr/sbin/init network eth0\n");
      return 1;
    }
    List<String> words = prepared.apply(arguments.get(0));
    if (words.isEmpty()) {
      return 0;
    }
    ThisProcess.become(program, words);
    ThisProcess.complain("network: " + program + " can't be started\n");
    return 1;
  }
}
