package org.boot2docker.machine.model;

import java.util.Map;

/**
 * What the guest is told at its start.
 *
 * @param texts by name of QEMU's fw_cfg
 * @param parameters for the kernel; only of a kernel that QEMU itself puts in memory
 */
public record Told(Map<String, String> texts, String parameters) {
  /** No more than every guest is told. */
  public static final Told NOTHING = new Told(Map.of(), "");

  /** Copies the map. */
  public Told {
    texts = Map.copyOf(texts);
  }
}
