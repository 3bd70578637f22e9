package org.boot2docker.builder.image;

import java.util.List;
import org.boot2docker.builder.description.RootfsSpec;
import org.boot2docker.contract.Architecture;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.PathPatterns;

/**
 * All that the step rootfs depends on.
 *
 * @param tool sum of the classes that do the work
 * @param architecture of the image
 * @param exclude paths that are taken from no package
 * @param rootfs what to make
 * @param packages what to make it of
 * @param programs this tool's own programs for the guest, at their places in the image
 */
public record RootfsInputs(
    String tool,
    Architecture architecture,
    PathPatterns exclude,
    RootfsSpec rootfs,
    List<LockedPackage> packages,
    FileTree programs) {}
