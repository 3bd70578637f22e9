package org.boot2docker.formats.tree;

/**
 * A character or block device, as mknod(2) makes it.
 *
 * @param attributes permissions and owner
 * @param kind character or block
 * @param major major number, 0 to 4095
 * @param minor minor number, 0 to 1048575
 */
public record DeviceNode(Attributes attributes, Kind kind, int major, int minor) implements Node {

  /** The two kinds of device. */
  public enum Kind {
    CHARACTER,
    BLOCK
  }

  @Override
  public DeviceNode withAttributes(Attributes attributes) {
    return new DeviceNode(attributes, kind, major, minor);
  }
}
