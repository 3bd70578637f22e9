package org.boot2docker.builder.description;

import java.nio.file.Path;
import java.util.Optional;

/**
 * An apt repository that is not Debian's.
 *
 * @param url the directory that has {@code dists}, if the description says it
 * @param key the file of the keys that may sign it, if the description says it
 */
public record RepositorySpec(Optional<String> url, Optional<Path> key) {}
