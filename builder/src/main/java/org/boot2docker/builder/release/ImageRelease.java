package org.boot2docker.builder.release;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.boot2docker.builder.BuildRequest;
import org.boot2docker.builder.BuildResult;
import org.boot2docker.builder.ImageBuilder;
import org.boot2docker.builder.lock.LockFile;
import org.boot2docker.builder.packages.CopyrightArchive;
import org.boot2docker.builder.packages.PackageDocuments;
import org.boot2docker.builder.step.BuildListener;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.formats.file.Durable;
import org.boot2docker.formats.file.TemporaryFolder;
import org.boot2docker.image.BootFiles;
import org.boot2docker.image.Manifest;
import org.boot2docker.image.files.ImageFile;
import org.boot2docker.image.files.ImageFiles;
import org.boot2docker.image.json.Json;

/** Makes all files of one image of a release. */
final class ImageRelease {
  private final ReleaseRequest request;
  private final BuildListener listener;
  private final Path folder;
  private final Map<String, String> names = new TreeMap<>();

  ImageRelease(ReleaseRequest request, BuildListener listener) {
    this.request = request;
    this.listener = listener;
    this.folder = request.folder();
  }

  /** Builds the image and writes its files. */
  ReleasedImage make(BuildRequest build, long budgetMillionInstructions) throws IOException {
    // Before the build: who edits the description meanwhile has not edited what is built.
    BuildOrigin origin = BuildOrigin.of(build);
    BuildResult result = ImageBuilder.build(build, listener);
    Manifest manifest = result.manifest();
    String name =
        String.join(
            "-", manifest.name(), manifest.version(), manifest.profile(), manifest.architecture());
    Path iso = folder.resolve(name(name, "iso", "iso"));
    Files.move(result.output(), iso);
    if (result.unified().isPresent()) {
      Files.move(result.unified().get(), folder.resolve(name(name, "unified", "efi")));
    }
    LockFile.write(result.lock(), folder.resolve(name(name, "lock", "iso.lock")));
    AtomicFile.text(
        folder.resolve(name(name, "manifest", "manifest.json")),
        new String(manifest.toJson(), StandardCharsets.UTF_8));
    writeBootFiles(iso, manifest, name);
    for (Medium medium : request.media()) {
      if (!medium.isFor(build.architecture())) {
        listener.warning(
            "no %s of %s: there is none for %s, so use a disk"
                .formatted(medium.label(), name, manifest.architecture()));
        continue;
      }
      listener.say("Writing " + medium.fileName(name));
      names.put(medium.label(), medium.fileName(name));
      medium.write(iso, manifest, name, request.dataMiB(), folder.resolve(medium.fileName(name)));
    }
    PackageDocuments documents = ImageBuilder.documents(build, result.lock(), listener);
    writeDocuments(documents, manifest, name);
    List<ImageFile> files = ImageFiles.of(iso);
    AtomicFile.text(folder.resolve(name(name, "files", "files.json")), Json.text(files) + "\n");
    writeSboms(
        new SbomInput(
            manifest,
            result.sha256(),
            request.tool(),
            result.lock(),
            files,
            documents.copyrights()),
        origin,
        name);
    return new ReleasedImage(
        name,
        manifest.profile(),
        manifest.architecture(),
        manifest.version(),
        manifest.kernel(),
        manifest.created(),
        budgetMillionInstructions,
        names);
  }

  private String name(String image, String what, String ending) {
    String file = image + "." + ending;
    names.put(what, file);
    return file;
  }

  private void writeBootFiles(Path iso, Manifest manifest, String name) throws IOException {
    String kernel = name(name, "kernel", "vmlinuz");
    String initramfs = name(name, "initramfs", "initrd.img");
    try (TemporaryFolder aside = TemporaryFolder.beside(iso, ".boot")) {
      BootFiles files = BootFiles.extract(iso, aside.path());
      Durable.force(files.kernel());
      Durable.force(files.initramfs());
      Files.move(files.kernel(), folder.resolve(kernel));
      Files.move(files.initramfs(), folder.resolve(initramfs));
    }
    AtomicFile.text(
        folder.resolve(name(name, "ipxe", "ipxe")), NetBoot.script(manifest, kernel, initramfs));
  }

  private void writeDocuments(PackageDocuments documents, Manifest manifest, String name)
      throws IOException {
    if (documents.kernelConfig().isPresent()) {
      AtomicFile.text(
          folder.resolve(name(name, "config", "config")), documents.kernelConfig().get());
    }
    Instant time = Instant.parse(manifest.created());
    AtomicFile.write(
        folder.resolve(name(name, "copyright", "copyright.tar")),
        out -> CopyrightArchive.write(documents.copyrights(), time, out));
  }

  private void writeSboms(SbomInput input, BuildOrigin origin, String name) throws IOException {
    AtomicFile.text(folder.resolve(name(name, "cyclonedx", "cdx.json")), CycloneDx.write(input));
    AtomicFile.text(folder.resolve(name(name, "spdx", "spdx.json")), Spdx.write(input));
    Map<String, String> subjects = new TreeMap<>();
    for (String file : new ArrayList<>(names.values())) {
      subjects.put(file, Sums.of(folder.resolve(file)).get(Sums.SHA256));
    }
    String lock = subjects.get(names.get("lock"));
    AtomicFile.text(
        folder.resolve(name(name, "provenance", Provenance.ENDING)),
        Provenance.write(input, origin, subjects, String.valueOf(lock)));
  }
}
