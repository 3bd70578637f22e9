package org.boot2docker.builder.image;

import java.util.List;
import java.util.Map;
import org.boot2docker.builder.step.Keyed;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.formats.tree.FileTree;

/**
 * What the step docker made.
 *
 * @param key of its inputs
 * @param version Docker's, which is the image's
 * @param packages what it was made of
 * @param sources what programs of it were compiled from
 * @param tree Docker's programs
 * @param origins the packages of its files, by path
 */
public record DockerResult(
    String key,
    String version,
    List<LockedPackage> packages,
    List<LockedPackage> sources,
    FileTree tree,
    Map<String, String> origins)
    implements Keyed {}
