package org.boot2docker.builder.image;

import java.util.Map;
import org.boot2docker.builder.step.Keyed;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;

/**
 * What the step base made.
 *
 * @param key of its inputs
 * @param release of the kernel
 * @param kernel the boot image
 * @param modules the tree below {@code usr/lib/modules}, and the kernel's configuration
 * @param build compiler, configuration, fragments and patches of a kernel from source
 */
public record BaseResult(
    String key, String release, RegularFile kernel, FileTree modules, Map<String, String> build)
    implements Keyed {}
