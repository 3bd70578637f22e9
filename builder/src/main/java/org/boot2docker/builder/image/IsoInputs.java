package org.boot2docker.builder.image;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.boot2docker.builder.description.IsoSpec;
import org.boot2docker.builder.lock.Lock;
import org.boot2docker.builder.secureboot.SigningKey;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.PathPatterns;
import org.boot2docker.image.Manifest;

/**
 * All that the step iso depends on.
 *
 * @param tool sum of the classes that do the work
 * @param architecture of the image
 * @param name the image's
 * @param profile the one that was laid over the description
 * @param exclude paths that are taken from no package
 * @param iso what to make
 * @param linked libraries in our own programs, for the manifest
 * @param lock every package of the image, for the manifest; the boot loaders are taken from it
 * @param time of every file in the image
 * @param base kernel and modules
 * @param rootfs user land
 * @param docker Docker's programs
 * @param containers container images
 * @param appliance the Compose file that is started at boot, at its place
 * @param secureBoot signs the unified kernel image that boots with UEFI
 */
public record IsoInputs(
    String tool,
    Architecture architecture,
    String name,
    String profile,
    PathPatterns exclude,
    IsoSpec iso,
    List<Manifest.Linked> linked,
    Lock lock,
    Instant time,
    BaseResult base,
    RootfsResult rootfs,
    DockerResult docker,
    ContainersResult containers,
    FileTree appliance,
    Optional<SigningKey> secureBoot) {}
