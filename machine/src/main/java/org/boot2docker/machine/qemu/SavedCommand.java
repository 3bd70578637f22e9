package org.boot2docker.machine.qemu;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.boot2docker.contract.FirmwareNames;

/**
 * Makes of a machine's command line, as {@link QemuCommand} wrote it, that of one which goes on
 * from a saved state, or that of a template.
 */
public final class SavedCommand {
  private static final String NO_DATA = ",driver=null-co,size=1M,read-zeroes=on";

  private static final String NOWHERE = "hubport,id=net1,hubid=1";

  private static final String TOLD = "name=" + FirmwareNames.PREFIX;

  private SavedCommand() {}

  /**
   * An argument of a machine that is resumed: its memory begins as a part of a file, which stays as
   * it is. Other arguments remain.
   *
   * @param offset where the memory begins in the file, in bytes
   */
  public static String resumed(String argument, Path file, long offset) {
    return argument.startsWith(QemuCommand.MEMORY)
        ? "memory-backend-file,id=memory,share=off,size=%s,mem-path=%s,offset=%d"
            .formatted(
                argument.substring(QemuCommand.MEMORY.length()),
                QemuCommand.escape(file.toString()),
                offset)
        : argument;
  }

  /** Whether virtiofs serves folders: their servers have the guest's memory, too. */
  public static boolean hasVirtiofs(List<String> command) {
    return command.stream().anyMatch(each -> each.startsWith(ShareArguments.VIRTIOFS));
  }

  /** An argument of a machine that is resumed: its console's log goes on. Others remain. */
  public static String appending(String argument) {
    return argument.startsWith(QemuCommand.CONSOLE) && argument.endsWith(QemuCommand.NEW_LOG)
        ? argument.substring(0, argument.length() - QemuCommand.NEW_LOG.length()) + ",logappend=on"
        : argument;
  }

  /**
   * An argument of a machine that starts from a template: its memory begins as a part of a file
   * that others have, too, and that is open for reading only. Other arguments remain.
   *
   * @param offset where the memory begins in the file, in bytes
   */
  public static String sharing(String argument, Path file, long offset) {
    return argument.startsWith(QemuCommand.MEMORY)
        ? resumed(argument, file, offset) + ",readonly=on,rom=off"
        : argument;
  }

  /**
   * The command line of a machine that starts from a template, or becomes one. Memory that the
   * guest frees would be cut out of the template's file, so it is not given back to the host.
   */
  public static List<String> keepingMemory(List<String> command) {
    return command.stream()
        .map(each -> each.equals(QemuCommand.REPORTING) ? QemuCommand.BALLOON : each)
        .toList();
  }

  /**
   * The command line of a template: as that of its machines, with nothing of any of them. What the
   * guest is told in a file ({@code -fw_cfg file=}) is one machine's and left out; what it is told
   * as a text ({@code string=}) is that of all. In the place of a disk is one without data, and of
   * a card one that reaches nobody, so that the devices are the same.
   */
  public static List<String> template(List<String> command) {
    List<String> result = new ArrayList<>();
    for (String argument : keepingMemory(command)) {
      if (argument.startsWith(TOLD) && argument.contains(QemuCommand.FILE)) {
        // Told to the guest of one machine; with its option.
        result.remove(result.size() - 1);
      } else {
        result.add(ofNoMachine(argument));
      }
    }
    return List.copyOf(result);
  }

  private static String ofNoMachine(String argument) {
    if (argument.startsWith(UserNetwork.START)) {
      return UserNetwork.START;
    } else if (argument.startsWith(QemuCommand.MULTICAST)) {
      return NOWHERE;
    } else if (argument.startsWith(QemuCommand.WIRE_CARD)) {
      return QemuCommand.WIRE_CARD;
    } else if (argument.startsWith(QemuCommand.DISK)) {
      return argument.substring(0, argument.indexOf(',', QemuCommand.DISK.length())) + NO_DATA;
    }
    return argument;
  }
}
