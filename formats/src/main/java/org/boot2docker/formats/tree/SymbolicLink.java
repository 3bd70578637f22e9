package org.boot2docker.formats.tree;

/**
 * A symbolic link.
 *
 * @param attributes the mode is always 0777
 * @param target what the link says, absolute or relative; it need not exist
 */
public record SymbolicLink(Attributes attributes, String target) implements Node {

  /** Refuses the empty target, which symlink(2) refuses too. */
  public SymbolicLink {
    if (target.isEmpty()) {
      throw new IllegalArgumentException("a symbolic link needs a target");
    }
  }

  /** A link that root owns. */
  public SymbolicLink(String target) {
    this(Attributes.LINK, target);
  }

  @Override
  public SymbolicLink withAttributes(Attributes attributes) {
    return new SymbolicLink(attributes, target);
  }
}
