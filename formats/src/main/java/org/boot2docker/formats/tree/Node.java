package org.boot2docker.formats.tree;

/** What a name in a {@link FileTree} stands for. */
public sealed interface Node permits Directory, RegularFile, SymbolicLink, DeviceNode {

  /** Permission bits and owner. */
  Attributes attributes();

  /** The same node with other attributes; for a file, a new inode with the same content. */
  Node withAttributes(Attributes attributes);
}
