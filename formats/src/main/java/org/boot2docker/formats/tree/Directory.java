package org.boot2docker.formats.tree;

/** A directory. Its entries are the paths below it in the {@link FileTree}. */
public record Directory(Attributes attributes) implements Node {

  /** A directory that root owns and everybody may read. */
  public static final Directory DEFAULT = new Directory(Attributes.EXECUTABLE);

  @Override
  public Directory withAttributes(Attributes attributes) {
    return new Directory(attributes);
  }
}
