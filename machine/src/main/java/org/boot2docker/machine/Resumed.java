package org.boot2docker.machine;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A machine that was just resumed, while the rest is still under way.
 *
 * @param keepsData whether Docker in the guest keeps its data on a disk; empty while Docker is
 *     still to be started there
 * @param clock done when the guest's clock is set
 * @param tunnel the process that will serve the Docker endpoint
 */
record Resumed(Optional<Boolean> keepsData, CompletableFuture<Void> clock, Process tunnel) {
  boolean hasDocker() {
    return keepsData.isPresent();
  }
}
