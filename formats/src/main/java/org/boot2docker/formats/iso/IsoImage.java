package org.boot2docker.formats.iso;

import java.util.List;
import org.boot2docker.formats.tree.FileTree;

/**
 * What is in an ISO 9660 image.
 *
 * @param volumeId without the spaces after it
 * @param volumeSetId the same
 * @param files with their Rock Ridge names and attributes when there are any; content is read from
 *     the image when it is asked for
 * @param bootEntries of El Torito's catalog, empty when there is none
 */
public record IsoImage(
    String volumeId, String volumeSetId, FileTree files, List<BootEntry> bootEntries) {

  /**
   * Something that firmware may start.
   *
   * @param platform 0 for BIOS, 0xEF for UEFI
   * @param sector of 2048 bytes where it begins
   * @param blocks of 512 bytes that firmware loads
   */
  public record BootEntry(int platform, int sector, int blocks) {}
}
