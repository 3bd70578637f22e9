package org.boot2docker.builder.image;

import java.nio.file.Path;
import java.util.Map;
import org.boot2docker.builder.packages.PackageStore;
import org.boot2docker.builder.step.BuildListener;
import org.boot2docker.builder.step.Timings;

/**
 * What every step works with, and what its result does not depend on. What the result does depend
 * on is in the step's inputs.
 *
 * @param store the packages' contents, which their hashes decide
 * @param runner runs and caches
 * @param listener receives the progress
 * @param timings notes the phases
 * @param environment where programs such as compilers are found
 * @param logs directory for what such programs print
 * @param compiled directory for what a compiler keeps from one time to the next
 * @param documents directory for copyright files of packages
 * @param workers threads for compression, at least 1
 */
public record StepContext(
    PackageStore store,
    StepRunner runner,
    BuildListener listener,
    Timings timings,
    Map<String, String> environment,
    Path logs,
    Path compiled,
    Path documents,
    int workers) {}
