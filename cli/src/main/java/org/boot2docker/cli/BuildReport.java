package org.boot2docker.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.boot2docker.builder.BuildResult;
import org.boot2docker.image.Manifest;

/**
 * What {@code build --json} prints.
 *
 * @param output the image
 * @param size bytes
 * @param sha256 its sum
 * @param seconds how long each phase took
 * @param manifest what it is made of
 */
record BuildReport(
    String output, long size, String sha256, Map<String, Double> seconds, Manifest manifest) {

  static BuildReport of(BuildResult result) {
    Map<String, Double> seconds = new LinkedHashMap<>();
    for (Map.Entry<String, Duration> phase : result.timings().entrySet()) {
      seconds.put(phase.getKey(), phase.getValue().toMillis() / 1000.0);
    }
    return new BuildReport(
        result.output().toString(), result.size(), result.sha256(), seconds, result.manifest());
  }
}
