package org.boot2docker.builder.kernel;

import java.util.regex.Pattern;

/** Counts what make says that it compiles. */
final class CompiledFiles {
  private static final Pattern COMPILED = Pattern.compile(" +(CC|AS) +(\\[M] +)?\\S+\\.o");

  /** A kernel with 1,291 options compiles 2,549 files, one with about 200 some 500. */
  private static final long FILES_OF_ANY_KERNEL = 150;

  private static final long FILES_OF_TEN_OPTIONS = 19;

  private final long about;
  private final KernelBuild.FileCount progress;
  private long files;

  /**
   * A count.
   *
   * @param enabled how many options of the configuration are on, which tells about how many files
   *     there will be
   */
  CompiledFiles(long enabled, KernelBuild.FileCount progress) {
    this.about = FILES_OF_ANY_KERNEL + enabled * FILES_OF_TEN_OPTIONS / 10;
    this.progress = progress;
  }

  /** A line that make has printed. */
  void hear(String line) {
    if (COMPILED.matcher(line).matches()) {
      files++;
      progress.compiled(files, Math.max(files, about));
    }
  }
}
