package org.boot2docker.build.description;

import java.time.Duration;

/**
 * A Debian suite that packages may come from.
 *
 * @param name suite or codename, as in {@code dists/NAME}; names that end in -security are those of
 *     the security archive
 * @param grace how long after Valid-Until it is still used, with a warning; zero for not at all
 */
public record SuiteSpec(String name, Duration grace) {}
