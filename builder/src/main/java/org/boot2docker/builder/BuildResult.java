package org.boot2docker.builder;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.builder.lock.Lock;
import org.boot2docker.image.Manifest;

/**
 * A built image.
 *
 * @param output the image
 * @param unified the signed program that boots the same system from a disk or the network
 * @param size bytes
 * @param sha256 its sum
 * @param lock the packages it was built from
 * @param manifest what it is made of
 * @param timings how long each phase took, in the order they ended
 */
public record BuildResult(
    Path output,
    Optional<Path> unified,
    long size,
    String sha256,
    Lock lock,
    Manifest manifest,
    Map<String, Duration> timings) {}
