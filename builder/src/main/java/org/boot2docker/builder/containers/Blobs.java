package org.boot2docker.builder.containers;

import java.io.IOException;
import java.nio.file.Path;

/** Where the parts of an image come from, by digest. */
@FunctionalInterface
interface Blobs {

  /**
   * The file of a part.
   *
   * @throws IOException when it can't be had, or is not what its descriptor says
   */
  Path file(Descriptor part) throws IOException;
}
