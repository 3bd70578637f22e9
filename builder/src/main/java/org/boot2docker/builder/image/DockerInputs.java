package org.boot2docker.builder.image;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.boot2docker.builder.description.DockerSpec;
import org.boot2docker.builder.description.RootfsSpec.StubSpec;
import org.boot2docker.contract.Architecture;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.formats.tree.PathPatterns;

/**
 * All that the step docker depends on.
 *
 * @param tool sum of the classes that do the work
 * @param architecture of the image
 * @param exclude paths that are taken from no package
 * @param stubs the libraries of user land whose functions are described one by one
 * @param docker what to take
 * @param packages what to take it of
 * @param engine the programs that were compiled, if any were
 * @param sources what they were compiled from
 * @param rootfs user land, in which Docker's programs find their libraries
 */
public record DockerInputs(
    String tool,
    Architecture architecture,
    PathPatterns exclude,
    SortedMap<String, StubSpec> stubs,
    DockerSpec.Contents docker,
    List<LockedPackage> packages,
    Optional<EngineResult> engine,
    List<LockedPackage> sources,
    RootfsResult rootfs) {}
