/**
 * What the formats have in common. One package below per format: a writer is a pure function from a
 * {@link org.boot2docker.formats.tree.FileTree} to bytes, a reader checks every bound.
 */
package org.boot2docker.formats;
