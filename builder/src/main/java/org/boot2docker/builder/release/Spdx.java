package org.boot2docker.builder.release;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.boot2docker.builder.lock.LockedImage;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.formats.file.Sha256;
import org.boot2docker.image.Manifest;
import org.boot2docker.image.files.ImageFile;
import org.boot2docker.image.json.Json;

/** A bill of materials in SPDX 2.3, as JSON. */
final class Spdx {
  private static final String UNKNOWN = "NOASSERTION";
  private static final String DOCUMENT = "SPDXRef-DOCUMENT";
  private static final String IMAGE = "SPDXRef-Image";
  private static final String REFERENCE = "LicenseRef-";

  private final SbomInput input;
  private final List<LockedPackage> packages;

  private Spdx(SbomInput input) {
    this.input = input;
    packages = input.packages();
  }

  static String write(SbomInput input) {
    return Json.text(new Spdx(input).document()) + "\n";
  }

  private ObjectNode document() {
    Manifest manifest = input.manifest();
    ObjectNode document = Json.object();
    document.put("spdxVersion", "SPDX-2.3").put("dataLicense", "CC0-1.0").put("SPDXID", DOCUMENT);
    document.put("name", manifest.name() + "-" + manifest.version());
    document.put("documentNamespace", "https://spdx.org/spdxdocs/boot2docker-" + input.sha256());
    ObjectNode creation = document.putObject("creationInfo").put("created", manifest.created());
    creation.putArray("creators").add("Tool: boot2docker-" + input.tool());
    ArrayNode list = document.putArray("packages");
    list.add(image());
    packages.forEach(each -> list.add(describe(each)));
    input.images().forEach(each -> list.add(describe(each)));
    input.linked().forEach(each -> list.add(describe(each)));
    ArrayNode files = document.putArray("files");
    input.files().forEach(file -> files.add(describe(file)));
    document.set("hasExtractedLicensingInfos", references());
    document.set("relationships", relationships());
    return document;
  }

  private ObjectNode image() {
    Manifest manifest = input.manifest();
    ObjectNode image = element(IMAGE, manifest.name()).put("versionInfo", manifest.version());
    image.put("primaryPackagePurpose", "OPERATING-SYSTEM").put("filesAnalyzed", true);
    image.putObject("packageVerificationCode").put("packageVerificationCodeValue", code());
    checksum(image.putArray("checksums"), "SHA256", input.sha256());
    image.put("licenseDeclared", UNKNOWN);
    return image;
  }

  /** SPDX 2.3, section 7.9: the sum of the files' sorted sums. */
  private String code() {
    String sums =
        input.files().stream().map(ImageFile::sha1).sorted().collect(Collectors.joining());
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      return HexFormat.of().formatHex(sha1.digest(sums.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }

  private ObjectNode describe(LockedPackage each) {
    ObjectNode element = element(id(each), each.name()).put("versionInfo", each.version());
    element.put("filesAnalyzed", false);
    checksum(element.putArray("checksums"), "SHA256", each.sha256());
    SortedSet<String> licences = input.licences(each.name());
    element.put("licenseDeclared", licences.isEmpty() ? UNKNOWN : String.join(" AND ", licences));
    return locate(element, input.purl(each));
  }

  private static ObjectNode describe(LockedImage each) {
    ObjectNode element = element(id(each), each.repository()).put("versionInfo", each.tag());
    element.put("primaryPackagePurpose", "CONTAINER").put("filesAnalyzed", false);
    checksum(element.putArray("checksums"), "SHA256", each.sum());
    element.put("licenseDeclared", UNKNOWN);
    return locate(element, Purl.of(each));
  }

  private static ObjectNode describe(Manifest.Linked each) {
    ObjectNode element = element(id(each), each.name()).put("versionInfo", each.version());
    element.put("primaryPackagePurpose", "LIBRARY").put("filesAnalyzed", false);
    element.put("licenseDeclared", UNKNOWN);
    return locate(element, Purl.of(each));
  }

  private static ObjectNode locate(ObjectNode element, String purl) {
    element
        .putArray("externalRefs")
        .addObject()
        .put("referenceCategory", "PACKAGE-MANAGER")
        .put("referenceType", "purl")
        .put("referenceLocator", purl);
    return element;
  }

  private static ObjectNode element(String id, String name) {
    return Json.object()
        .put("SPDXID", id)
        .put("name", name)
        .put("downloadLocation", UNKNOWN)
        .put("licenseConcluded", UNKNOWN)
        .put("copyrightText", UNKNOWN);
  }

  private ObjectNode describe(ImageFile file) {
    ObjectNode element = Json.object().put("SPDXID", id(file));
    element.put("fileName", "./" + file.in() + "/" + file.path());
    ArrayNode sums = element.putArray("checksums");
    checksum(sums, "SHA1", file.sha1());
    checksum(sums, "SHA256", file.sha256());
    element.put("licenseConcluded", UNKNOWN).put("copyrightText", UNKNOWN);
    ArrayNode licences = element.putArray("licenseInfoInFiles");
    input.licences(file).forEach(licences::add);
    if (licences.isEmpty()) {
      licences.add(UNKNOWN);
    }
    return element;
  }

  private static void checksum(ArrayNode to, String algorithm, String value) {
    to.addObject().put("algorithm", algorithm).put("checksumValue", value);
  }

  /** Names of licences that SPDX doesn't have are explained by the packages' copyright files. */
  private ArrayNode references() {
    SortedSet<String> names = new TreeSet<>();
    packages.forEach(each -> names.addAll(input.licences(each.name())));
    ArrayNode list = Json.object().putArray("list");
    for (String name : names) {
      if (name.startsWith(REFERENCE)) {
        String text = "The text is in the copyright file of each package with this licence.";
        list.addObject().put("licenseId", name).put("extractedText", text);
      }
    }
    return list;
  }

  private ArrayNode relationships() {
    ArrayNode list = Json.object().putArray("list");
    relate(list, DOCUMENT, "DESCRIBES", IMAGE);
    packages.forEach(each -> relate(list, id(each), "PACKAGE_OF", IMAGE));
    input.images().forEach(each -> relate(list, id(each), "PACKAGE_OF", IMAGE));
    input.linked().forEach(each -> relate(list, id(each), "PACKAGE_OF", IMAGE));
    for (ImageFile file : input.files()) {
      relate(list, IMAGE, "CONTAINS", id(file));
      input.linkedInto(file).forEach(each -> relate(list, id(file), "STATIC_LINK", id(each)));
      input.packagesOf(file).forEach(each -> relate(list, id(file), "GENERATED_FROM", id(each)));
    }
    return list;
  }

  private static void relate(ArrayNode to, String from, String type, String other) {
    to.addObject()
        .put("spdxElementId", from)
        .put("relationshipType", type)
        .put("relatedSpdxElement", other);
  }

  private static String id(LockedPackage each) {
    return "SPDXRef-Package-" + each.sha256().substring(0, 16);
  }

  /** One image may have several names. */
  private static String id(LockedImage each) {
    return "SPDXRef-Container-" + Sha256.of(each.name()).substring(0, 16);
  }

  private static String id(Manifest.Linked each) {
    return "SPDXRef-Linked-" + each.name().replaceAll("[^A-Za-z0-9.-]", "-");
  }

  private static String id(ImageFile file) {
    return "SPDXRef-File-" + Sha256.of(file.in() + "/" + file.path()).substring(0, 16);
  }
}
