package org.boot2docker.build.description;

import java.util.List;

/**
 * The step base: the kernel.
 *
 * @param kernel the package, or the one that depends on the newest
 * @param modules names of the modules that go into the image, their dependencies left out
 */
public record BaseSpec(String kernel, List<String> modules) {}
