package org.boot2docker.formats.tree;

/**
 * A file with content: an inode. Two names with the same instance are hard links, so equality is
 * identity.
 */
public final class RegularFile implements Node {
  private final Attributes attributes;
  private final Content content;

  /** A new inode. */
  public RegularFile(Attributes attributes, Content content) {
    this.attributes = attributes;
    this.content = content;
  }

  @Override
  public Attributes attributes() {
    return attributes;
  }

  /** The bytes. */
  public Content content() {
    return content;
  }

  @Override
  public RegularFile withAttributes(Attributes attributes) {
    return new RegularFile(attributes, content);
  }
}
