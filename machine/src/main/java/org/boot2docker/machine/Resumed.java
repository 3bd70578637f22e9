package org.boot2docker.machine;

import java.util.concurrent.CompletableFuture;

/**
 * A machine that was just resumed, while the rest is still under way.
 *
 * @param keepsData whether Docker in the guest keeps its data on a disk
 * @param clock done when the guest's clock is set
 * @param tunnel the process that will serve the Docker endpoint
 */
record Resumed(boolean keepsData, CompletableFuture<Void> clock, Process tunnel) {}
