package org.boot2docker.machine.folders;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.boot2docker.machine.model.Share;

/**
 * What running containers mount of shared folders.
 *
 * @param guestPaths where the guest has them, by the folder or file of the host
 */
record MountedFolders(Map<Path, String> guestPaths) {
  /** Where init mounts what has no place of its own. */
  private static final String ELSEWHERE = "/mnt";

  static final MountedFolders NONE = new MountedFolders(Map.of());

  /** Reads Docker's list of running containers ({@code GET /containers/json}). */
  static MountedFolders of(JsonNode containers, List<Share> shares) {
    Map<Path, String> found = new TreeMap<>();
    for (JsonNode container : containers) {
      for (JsonNode mount : container.path("Mounts")) {
        if (mount.path("Type").asText().equals("bind")) {
          shares.forEach(share -> add(found, mount.path("Source").asText(), share));
        }
      }
    }
    return new MountedFolders(found);
  }

  private static void add(Map<Path, String> found, String source, Share share) {
    String usual = share.tag().startsWith("/") ? share.tag() : "/" + share.tag();
    for (String place : List.of(usual, ELSEWHERE + usual)) {
      Optional<String> inner = below(place, source);
      if (inner.isPresent()) {
        inside(share, inner.get()).ifPresent(path -> found.putIfAbsent(path, source));
      } else if (below(source, place).isPresent()) {
        // A container has a folder around it.
        inside(share, "").ifPresent(path -> found.putIfAbsent(path, place));
      }
    }
  }

  /**
   * A file or folder of a share, without links. The guest names it and may have made links, but
   * must not learn of what is elsewhere on this host.
   */
  private static Optional<Path> inside(Share share, String name) {
    try {
      Path path = share.directory().resolve(name).toRealPath();
      return path.startsWith(share.directory().toRealPath()) ? Optional.of(path) : Optional.empty();
    } catch (IOException | InvalidPathException e) {
      // It is gone, or never was a name of this host's.
      return Optional.empty();
    }
  }

  /** The rest of a path in a folder; empty for the folder itself, nothing for other paths. */
  private static Optional<String> below(String folder, String path) {
    String start = folder.endsWith("/") ? folder : folder + "/";
    if (path.equals(folder)) {
      return Optional.of("");
    }
    return path.startsWith(start) ? Optional.of(path.substring(start.length())) : Optional.empty();
  }

  /** All folders, and single files, of the host. */
  Set<Path> roots() {
    return guestPaths.keySet();
  }

  /** Where the guest has a file of the host; nothing when no container has it. */
  Optional<String> guest(Path path) {
    return guestPaths.entrySet().stream()
        .filter(each -> path.startsWith(each.getKey()))
        .findFirst()
        .map(each -> each.getValue() + rest(each.getKey(), path));
  }

  private static String rest(Path root, Path path) {
    StringBuilder rest = new StringBuilder();
    if (!path.equals(root)) {
      root.relativize(path).forEach(name -> rest.append('/').append(name));
    }
    return rest.toString();
  }
}
