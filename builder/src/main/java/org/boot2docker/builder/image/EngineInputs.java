package org.boot2docker.builder.image;

import java.util.List;
import org.boot2docker.builder.description.EngineSpec;
import org.boot2docker.contract.Architecture;
import org.boot2docker.debian.archive.LockedPackage;

/**
 * All that the step engine depends on.
 *
 * @param tool sum of the classes that decide the programs; not all of our classes are among them: a
 *     compilation takes too long to be done again for a change that has nothing to do with it
 * @param architecture of the image
 * @param engine what to compile
 * @param packages compiler, packages with sources, and tar archives
 */
public record EngineInputs(
    String tool, Architecture architecture, EngineSpec engine, List<LockedPackage> packages) {}
