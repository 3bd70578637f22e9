package org.boot2docker.guest.init.format;

import org.boot2docker.contract.DiskNames;
import org.boot2docker.formats.partition.Gpt;
import org.boot2docker.formats.partition.Guid;
import org.boot2docker.guest.init.partition.Block;
import org.boot2docker.guest.init.partition.BlockException;
import org.boot2docker.guest.init.partition.Extent;
import org.boot2docker.guest.init.partition.GptWriter;

/**
 * Formats one disk.
 *
 * <p>The words that ask for it stay in sector 0 until everything else is complete on the disk;
 * overwriting them, one sector, is the moment at which the disk is formatted. Before it the next
 * boot starts over, and after it no boot formats the disk again.
 */
final class Formatting {
  private final Block disk;
  private final Workshop workshop;

  Formatting(Block disk, Workshop workshop) {
    this.disk = disk;
    this.workshop = workshop;
  }

  /**
   * Does it all.
   *
   * @throws BlockException if the disk can't be written; it still asks to be formatted then
   */
  void run() {
    SavedRequest saved = new SavedRequest(disk);
    byte[] request = saved.read();
    if (!FormatMagic.isAt(request, request.length)) {
      throw new BlockException("it does not ask to be formatted any more");
    }
    saved.save(request);
    disk.flush();

    Gpt empty =
        Gpt.empty(
            disk.sectorSize(), disk.size() / disk.sectorSize(), Guid.parse(workshop.uniqueId()));
    Layout layout = Layout.of(disk.size(), (empty.lastUsable() + 1) * disk.sectorSize());
    workshop.announce(layout);
    if (layout.swap().isPresent()) {
      workshop.makeSwap();
    }
    workshop.makeFileSystem(request);
    workshop.finish();

    GptWriter table = new GptWriter(disk, table(empty, layout));
    // First the mark that from now on the copy holds the request, and not the sectors after it.
    table.header(Gpt.ENTRIES_AT);
    disk.flush();
    table.entries(Gpt.ENTRIES_AT);
    table.backup();
    disk.flush();
    table.protectiveMbr();
    disk.flush();
    saved.erase();
    disk.flush();
  }

  private Gpt table(Gpt empty, Layout layout) {
    Gpt table =
        with(empty, Layout.DATA_NUMBER, Guid.LINUX_DATA, layout.data(), DiskNames.DATA_LABEL);
    return layout
        .swap()
        .map(swap -> with(table, Layout.SWAP_NUMBER, Guid.LINUX_SWAP, swap, DiskNames.SWAP_LABEL))
        .orElse(table);
  }

  private Gpt with(Gpt table, int number, Guid type, Extent extent, String name) {
    int sector = disk.sectorSize();
    Guid own = Guid.parse(workshop.uniqueId());
    return table.with(
        number, type, own, extent.firstSector(sector), extent.lastSector(sector), name);
  }
}
