package org.boot2docker.guest.programs.network;

import java.util.ArrayList;
import java.util.List;

/** Lets the fuzzer in to the parser of the network's settings. */
public final class NetworkDoor {
  private NetworkDoor() {}

  /** Reads settings of the network, one in a line, and makes the plan. */
  public static void plan(String text) {
    List<Setting> settings = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        settings.add(Setting.of("file", line.substring(0, equals), line.substring(equals + 1)));
      }
    }
    new PlanReader().read(settings);
  }
}
