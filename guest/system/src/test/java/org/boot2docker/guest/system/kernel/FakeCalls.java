package org.boot2docker.guest.system.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was asked of a fake kernel's parts that changes the machine, in order. */
final class FakeCalls {
  final List<String> lines = new ArrayList<>();
  final Map<String, Integer> failures = new HashMap<>();

  /** Notes a call and gives its result. */
  int call(String line) {
    lines.add(line);
    return failures.getOrDefault(line, 0);
  }
}
