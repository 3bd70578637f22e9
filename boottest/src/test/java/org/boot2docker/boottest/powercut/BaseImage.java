package org.boot2docker.boottest.powercut;

import java.io.IOException;
import java.util.Random;

/** What other work rests on: an image, which no container runs, and a volume. */
final class BaseImage {
  static final String NAME = "base:latest";
  static final String DIRECTORY = "base";
  static final String VOLUME = "volume-base";
  static final Contents CONTENTS = Contents.random(new Random(1), DIRECTORY);

  /** Docker's description of a container of it. */
  static final String CONTAINER = "{\"Image\":\"" + NAME + "\",\"Cmd\":[\"/none\"]}";

  private BaseImage() {}

  /** Makes both, and has them on the disk before any cut. */
  static void make(Engine engine) throws IOException {
    engine.post("/images/load?quiet=1", SavedImage.archive(NAME, CONTENTS));
    engine.post("/volumes/create", "{\"Name\":\"" + VOLUME + "\"}");
    engine.run("sync");
  }
}
