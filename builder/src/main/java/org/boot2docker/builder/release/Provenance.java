package org.boot2docker.builder.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.boot2docker.image.Manifest;
import org.boot2docker.image.json.Json;

/**
 * How an image was made: an in-toto statement (v1) with SLSA's provenance (v1) as its predicate. It
 * has no times of its own, so that everybody who builds the image with the same tool writes the
 * same one.
 */
final class Provenance {
  /** What the names of these files end with. */
  static final String ENDING = "intoto.json";

  private static final String BUILD_TYPE = "urn:boot2docker:build:1";
  private static final String BUILDER = "urn:boot2docker:tool:";
  private static final String DISTRIBUTION = "distro";
  private static final String REPOSITORIES = "repositories";
  private static final String DEPENDENCIES = "builderDependencies";

  private Provenance() {}

  /**
   * Writes it.
   *
   * @param subjects sums of the files that it is about, by name
   * @param lock the sum of the lock file
   */
  static String write(
      SbomInput input, BuildOrigin origin, Map<String, String> subjects, String lock) {
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
    ArrayNode additions = parameters.putArray("with");
    origin.additions().forEach(each -> additions.add(resource("name", each.name(), each.sha256())));
    ObjectNode repositories = parameters.putObject(REPOSITORIES);
    origin.repositories().forEach(repositories::put);
    definition.putObject("internalParameters").setAll(kernel(manifest));
    ArrayNode materials = definition.putArray("resolvedDependencies");
    materials.add(resource("name", DISTRIBUTION, origin.description()));
    materials.addAll(materials(input));
    ObjectNode run = predicate.putObject("runDetails");
    ObjectNode builder = run.putObject("builder").put("id", BUILDER + input.tool());
    builder.putObject("version").put("boot2docker", input.tool());
    ArrayNode tools = builder.putArray(DEPENDENCIES);
    origin.tool().ifPresent(sha256 -> tools.add(resource("name", "boot2docker.jar", sha256)));
    return Json.text(statement) + "\n";
  }

  /** Packages, container images, and what was compiled into the tool's own programs. */
  private static List<ObjectNode> materials(SbomInput input) {
    List<ObjectNode> all = new ArrayList<>();
    input.packages().forEach(each -> all.add(resource("uri", input.purl(each), each.sha256())));
    input.images().forEach(each -> all.add(resource("uri", Purl.of(each), each.sum())));
    input.linked().forEach(each -> all.add(Json.object().put("uri", Purl.of(each))));
    return all;
  }

  /**
   * Whether a statement says of an image what is known of that: what it was made of, by which
   * version of the tool.
   *
   * @param lock the sum of the lock file
   */
  static boolean isOf(JsonNode statement, SbomInput input, String lock) {
    JsonNode predicate = statement.path("predicate");
    JsonNode parameters = predicate.at("/buildDefinition/externalParameters");
    List<JsonNode> materials = new ArrayList<>();
    for (JsonNode each : predicate.at("/buildDefinition/resolvedDependencies")) {
      if (!each.path("name").asText().equals(DISTRIBUTION)) {
        materials.add(each);
      }
    }
    return parameters.path("profile").asText().equals(input.manifest().profile())
        && parameters.path("architecture").asText().equals(input.manifest().architecture())
        && parameters.at("/lock/digest/sha256").asText().equals(lock)
        && predicate.at("/runDetails/builder/id").asText().equals(BUILDER + input.tool())
        && materials.equals(materials(input));
  }

  /**
   * Without what differs between those who build the same image: their compilers make other classes
   * of the tool's sources, their mirrors are elsewhere, and an editor's copy of a file may lie in
   * the description's folder.
   */
  static JsonNode comparable(JsonNode statement) {
    JsonNode copy = statement.deepCopy();
    if (copy.at("/predicate/runDetails/builder") instanceof ObjectNode builder) {
      builder.remove(DEPENDENCIES);
    }
    if (copy.at("/predicate/buildDefinition/externalParameters") instanceof ObjectNode parameters) {
      parameters.remove(REPOSITORIES);
    }
    if (copy.at("/predicate/buildDefinition/resolvedDependencies") instanceof ArrayNode materials) {
      materials.removeIf(each -> each.path("name").asText().equals(DISTRIBUTION));
    }
    return copy;
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
