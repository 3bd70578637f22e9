package org.boot2docker.builder.containers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.formats.file.InputFile;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * An application of Docker Compose that is started at boot.
 *
 * @param tree its file at the place where the guest looks for it
 * @param absent services with the images that they want and that do not lie in the boot image
 */
public record Appliance(FileTree tree, List<String> absent) {
  private static final int MOST_BYTES = 4 << 20;

  /** Nothing to start. */
  public static final Appliance NONE = new Appliance(new FileTree(), List.of());

  /**
   * Reads a Compose file.
   *
   * @param images the names of the images that lie in the boot image
   * @throws BuildException when it is none, or needs what a machine that just boots has not
   */
  public static Appliance of(Path file, Set<String> images) throws IOException {
    require(file);
    String text = InputFile.text(file, MOST_BYTES);
    List<String> absent = new ArrayList<>();
    for (Map.Entry<?, ?> service : services(text, file).entrySet()) {
      image(service, file).filter(name -> !images.contains(name)).ifPresent(absent::add);
    }
    FileTree tree = new FileTree();
    tree.putFile(GuestPaths.inArchive(GuestPaths.APPLIANCE), Content.of(bytes(text)));
    return new Appliance(tree, List.copyOf(absent));
  }

  /**
   * Checks that there is such a file.
   *
   * @throws BuildException when there is none
   */
  public static void require(Path file) throws BuildException {
    Optional<String> fault = InputFile.fault(file);
    if (fault.isPresent()) {
      throw new BuildException(file + " " + fault.get() + ": give a Compose file");
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Map<?, ?> services(String text, Path file) throws BuildException {
    Object document;
    try {
      LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
      document = new Load(settings).loadFromString(text);
    } catch (YamlEngineException | StackOverflowError e) {
      throw new BuildException(file + " is not YAML: correct it: " + e.getMessage(), e);
    }
    if (document instanceof Map<?, ?> map
        && map.get("services") instanceof Map<?, ?> services
        && !services.isEmpty()) {
      return services;
    }
    throw new BuildException(file + " has no services: give a Compose file");
  }

  /** The name of a service's image, unless variables decide it at boot. */
  private static Optional<String> image(Map.Entry<?, ?> service, Path file) throws BuildException {
    if (!(service.getValue() instanceof Map<?, ?> keys)) {
      throw new BuildException(file + ": services." + service.getKey() + " is no mapping");
    }
    if (keys.get("image") instanceof String image) {
      return image.contains("$") || image.contains("@")
          ? Optional.empty()
          : Optional.of(ImageReference.parse(image).name());
    }
    if (keys.containsKey("build")) {
      throw new BuildException(
          file
              + ": services."
              + service.getKey()
              + " is built, which can't be done at boot: build its image, name it with 'image' and"
              + " give it with --image");
    }
    return Optional.empty();
  }
}
