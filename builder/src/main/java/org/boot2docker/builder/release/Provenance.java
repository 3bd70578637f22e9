package org.boot2docker.builder.release;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import org.boot2docker.image.Manifest;
import org.boot2docker.image.json.Json;

/**
 * How an image was made: an in-toto statement (v1) with SLSA's provenance (v1) as its predicate. It
 * has no times of its own, so that everybody who builds the image writes the same one.
 */
final class Provenance {
  private static final String BUILD_TYPE = "urn:boot2docker:build:1";
  private static final String BUILDER = "urn:boot2docker:tool:";

  private Provenance() {}

  /**
   * Writes it.
   *
   * @param subjects sums of the files that it is about, by name
   * @param lock the sum of the lock file
   */
  static String write(SbomInput input, Map<String, String> subjects, String lock) {
    ObjectNode statement = Json.object().put("_type", "https://in-toto.io/Statement/v1");
    ArrayNode list = statement.putArray("subject");
    new TreeMap<>(subjects).forEach((name, sha256) -> list.add(resource("name", name, sha256)));
    statement.put("predicateType", "https://slsa.dev/provenance/v1");
    ObjectNode predicate = statement.putObject("predicate");
    ObjectNode definition = predicate.putObject("buildDefinition").put("buildType", BUILD_TYPE);
    Manifest manifest = input.manifest();
    ObjectNode parameters = definition.putObject("externalParameters");
    parameters.put("profile", manifest.profile()).put("architecture", manifest.architecture());
    parameters.putObject("lock").putObject("digest").put("sha256", lock);
    definition.putObject("internalParameters").setAll(kernel(manifest));
    ArrayNode materials = definition.putArray("resolvedDependencies");
    input.packages().forEach(each -> materials.add(resource("uri", Purl.of(each), each.sha256())));
    input.images().forEach(each -> materials.add(resource("uri", Purl.of(each), each.sum())));
    ObjectNode run = predicate.putObject("runDetails");
    ObjectNode builder = run.putObject("builder").put("id", BUILDER + input.tool());
    builder.putObject("version").put("boot2docker", input.tool());
    return Json.text(statement) + "\n";
  }

  private static ObjectNode kernel(Manifest manifest) {
    ObjectNode values = Json.object();
    manifest.kernelBuild().forEach((key, value) -> values.put("kernel." + key, value));
    return values;
  }

  private static ObjectNode resource(String key, String value, String sha256) {
    ObjectNode resource = Json.object().put(key, value);
    resource.putObject("digest").put("sha256", sha256);
    return resource;
  }
}
