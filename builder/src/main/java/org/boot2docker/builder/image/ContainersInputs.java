package org.boot2docker.builder.image;

import java.util.List;
import org.boot2docker.builder.containers.SourceImage;
import org.boot2docker.builder.description.IsoSpec;

/**
 * All that the archive of container images depends on.
 *
 * @param tool sum of the classes that do the work
 * @param compression of the boot image, which that of the layers follows
 * @param images what is in it
 */
public record ContainersInputs(String tool, IsoSpec.Compression compression, List<Image> images) {

  /**
   * An image.
   *
   * @param name what it is called
   * @param id the digest of its configuration, which has the digests of its layers
   */
  public record Image(String name, String id) {

    static Image of(SourceImage source) {
      return new Image(source.name(), source.id());
    }
  }
}
