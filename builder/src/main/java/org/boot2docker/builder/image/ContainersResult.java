package org.boot2docker.builder.image;

import java.util.List;
import org.boot2docker.builder.lock.LockedImage;
import org.boot2docker.builder.step.Keyed;
import org.boot2docker.formats.tree.FileTree;

/**
 * Container images for the boot image.
 *
 * @param key of the inputs
 * @param images what they are
 * @param tree the archive and the list of names, at their places
 */
public record ContainersResult(String key, List<LockedImage> images, FileTree tree)
    implements Keyed {

  /** None. */
  public static final ContainersResult NONE =
      new ContainersResult("none", List.of(), new FileTree());
}
