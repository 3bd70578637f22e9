package org.boot2docker.builder.description;

import org.boot2docker.formats.tree.PathPatterns;

/**
 * What is taken of a package.
 *
 * @param patterns of the files, all when there are none
 * @param place where that is described
 */
public record FilesSpec(PathPatterns patterns, Place place) {}
