package org.boot2docker.builder.release;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import org.boot2docker.builder.lock.LockedImage;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.image.Manifest;
import org.boot2docker.image.files.ImageFile;
import org.boot2docker.image.json.Json;

/** A bill of materials in CycloneDX 1.6, as JSON. */
final class CycloneDx {
  private static final String IMAGE = "image";

  private final SbomInput input;

  private CycloneDx(SbomInput input) {
    this.input = input;
  }

  static String write(SbomInput input) {
    return Json.text(new CycloneDx(input).document()) + "\n";
  }

  private ObjectNode document() {
    ObjectNode document = Json.object();
    document.put("bomFormat", "CycloneDX").put("specVersion", "1.6");
    UUID serial = UUID.nameUUIDFromBytes(input.sha256().getBytes(StandardCharsets.US_ASCII));
    document.put("serialNumber", "urn:uuid:" + serial).put("version", 1);
    document.set("metadata", metadata());
    ArrayNode components = document.putArray("components");
    input.packages().forEach(each -> components.add(component(each)));
    input.images().forEach(each -> components.add(component(each)));
    input.linked().forEach(each -> components.add(component(each)));
    input.files().forEach(file -> components.add(component(file)));
    ArrayNode dependencies = document.putArray("dependencies");
    ObjectNode image = dependencies.addObject().put("ref", IMAGE);
    ArrayNode parts = image.putArray("dependsOn");
    input.purls().forEach(parts::add);
    return document;
  }

  private ObjectNode metadata() {
    Manifest manifest = input.manifest();
    ObjectNode metadata = Json.object().put("timestamp", manifest.created());
    metadata
        .putObject("tools")
        .putArray("components")
        .addObject()
        .put("type", "application")
        .put("name", "boot2docker")
        .put("version", input.tool());
    ObjectNode image = metadata.putObject("component");
    image.put("type", "operating-system").put("bom-ref", IMAGE).put("name", manifest.name());
    image.put("version", manifest.version());
    hash(image, input.sha256());
    ArrayNode properties = image.putArray("properties");
    property(properties, "architecture", manifest.architecture());
    property(properties, "profile", manifest.profile());
    property(properties, "kernel", manifest.kernel());
    return metadata;
  }

  private ObjectNode component(LockedPackage each) {
    String purl = input.purl(each);
    ObjectNode component = Json.object().put("type", "library").put("bom-ref", purl);
    component.put("name", each.name()).put("version", each.version());
    hash(component, each.sha256());
    licences(component, input.licences(each.name()));
    return component.put("purl", purl);
  }

  private static ObjectNode component(LockedImage each) {
    String purl = Purl.of(each);
    ObjectNode component = Json.object().put("type", "container").put("bom-ref", purl);
    component.put("name", each.repository()).put("version", each.tag());
    hash(component, each.sum());
    return component.put("purl", purl);
  }

  private static ObjectNode component(Manifest.Linked each) {
    String purl = Purl.of(each);
    ObjectNode component = Json.object().put("type", "library").put("bom-ref", purl);
    component.put("name", each.name()).put("version", each.version());
    return component.put("purl", purl);
  }

  private ObjectNode component(ImageFile file) {
    ObjectNode component = Json.object().put("type", "file");
    component.put("bom-ref", file.in() + "/" + file.path()).put("name", file.path());
    hash(component, file.sha256());
    licences(component, input.licences(file));
    ArrayNode properties = component.putArray("properties");
    property(properties, "in", file.in());
    property(properties, "bytes", Long.toString(file.bytes()));
    input.packagesOf(file).forEach(each -> property(properties, "package", input.purl(each)));
    input.linkedInto(file).forEach(each -> property(properties, "linked", Purl.of(each)));
    return component;
  }

  private static void hash(ObjectNode of, String sha256) {
    of.putArray("hashes").addObject().put("alg", "SHA-256").put("content", sha256);
  }

  private static void licences(ObjectNode of, Set<String> licences) {
    if (!licences.isEmpty()) {
      ArrayNode list = of.putArray("licenses");
      licences.forEach(
          licence ->
              list.addObject()
                  .putObject("license")
                  .put(licence.startsWith("LicenseRef-") ? "name" : "id", licence));
    }
  }

  private static void property(ArrayNode to, String name, String value) {
    to.addObject().put("name", "boot2docker:" + name).put("value", value);
  }
}
