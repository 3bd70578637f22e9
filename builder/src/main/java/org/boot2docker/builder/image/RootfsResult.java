package org.boot2docker.builder.image;

import java.util.Map;
import org.boot2docker.builder.step.Keyed;
import org.boot2docker.formats.tree.FileTree;

/**
 * What the step rootfs made.
 *
 * @param key of its inputs
 * @param tree user land
 * @param origins the packages of its files, by path
 */
public record RootfsResult(String key, FileTree tree, Map<String, String> origins)
    implements Keyed {}
