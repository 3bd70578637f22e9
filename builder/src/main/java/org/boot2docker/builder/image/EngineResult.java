package org.boot2docker.builder.image;

import org.boot2docker.builder.step.Keyed;
import org.boot2docker.formats.tree.FileTree;

/**
 * What the step engine made.
 *
 * @param key of its inputs
 * @param tree Docker's programs
 */
public record EngineResult(String key, FileTree tree) implements Keyed {}
