package org.boot2docker.formats.ext4;

import java.nio.ByteBuffer;
import org.boot2docker.formats.disk.DiskContent;
import org.boot2docker.formats.tree.Content;

/** Makes an empty ext4 file system of 4 KiB blocks, with a journal and checksums. */
public final class Ext4Writer {
  private static final int DIRECTORY = 0x4000;
  private static final int FILE = 0x8000;

  /** Magic number of the journal, and the type of its superblock (JBD2, version 2). */
  private static final int JOURNAL_MAGIC = 0xc03b3998;

  private static final int JOURNAL_SUPERBLOCK = 4;

  private final Ext4Volume volume;
  private final Layout layout;
  private final Inode root;
  private final Inode lost;
  private final Inode journal;

  private Ext4Writer(Ext4Volume volume) {
    this.volume = volume;
    layout = new Layout(volume.size());
    root = new Inode(Inode.ROOT, DIRECTORY | 0755, 3, layout.root, 1);
    lost = new Inode(Inode.LOST, DIRECTORY | 0700, 2, layout.lost, Layout.LOST_BLOCKS);
    journal = new Inode(Inode.JOURNAL, FILE | 0600, 1, layout.journal, layout.journalBlocks);
  }

  /** The file system, as the content of a partition or of a disk. */
  public static DiskContent write(Ext4Volume volume) {
    return new Ext4Writer(volume).write();
  }

  private DiskContent write() {
    DiskContent disk = DiskContent.blank(volume.size());
    disk = writeGroups(disk);
    disk = writeInodes(disk);
    disk = disk.with(at(root.first()), Content.of(root.directory(volume, rootEntries())));
    disk = disk.with(at(lost.first()), Content.of(lost.directory(volume, lostEntries())));
    return disk.with(at(journal.first()), Content.of(journalSuperblock()));
  }

  private DiskContent writeGroups(DiskContent empty) {
    DiskContent disk = empty;
    Groups groups = new Groups(volume, layout);
    Content descriptors = Content.of(groups.descriptors());
    for (int group = 0; group < layout.groups; group++) {
      if (Layout.hasSuperblock(group)) {
        long first = at(Layout.first(group));
        // The first has room for a boot sector before it.
        long place = group == 0 ? Superblock.BYTES : first;
        disk = disk.with(place, Content.of(Superblock.of(volume, layout, journal, group)));
        disk = disk.with(first + Layout.BLOCK, descriptors);
      }
      disk = disk.with(at(layout.blockBitmaps[group]), Content.of(groups.blockBitmap(group)));
      disk = disk.with(at(layout.inodeBitmaps[group]), Content.of(groups.inodeBitmap(group)));
    }
    return disk;
  }

  private DiskContent writeInodes(DiskContent before) {
    DiskContent disk = before;
    long table = at(layout.inodeTables[0]);
    for (Inode inode : new Inode[] {root, journal, lost}) {
      long place = table + (long) (inode.number() - 1) * Layout.INODE;
      disk = disk.with(place, Content.of(inode.bytes(volume)));
    }
    return disk;
  }

  private static byte[] rootEntries() {
    return new DirectoryBlock()
        .entry(Inode.ROOT, ".", false)
        .entry(Inode.ROOT, "..", false)
        .entry(Inode.LOST, "lost+found", true)
        .bytes();
  }

  private static byte[] lostEntries() {
    return new DirectoryBlock().entry(Inode.LOST, ".", false).entry(Inode.ROOT, "..", true).bytes();
  }

  /** The only numbers of the file system whose highest byte comes first. */
  private byte[] journalSuperblock() {
    ByteBuffer block = ByteBuffer.allocate(Layout.BLOCK);
    block.putInt(0, JOURNAL_MAGIC).putInt(4, JOURNAL_SUPERBLOCK);
    block.putInt(12, Layout.BLOCK).putInt(16, journal.blocks());
    block.putInt(20, 1); // Where records begin,
    block.putInt(24, 1); // and the number of the first.
    block.put(48, volume.uuid());
    block.putInt(64, 1); // One user.
    return block.array();
  }

  private static long at(int block) {
    return (long) block * Layout.BLOCK;
  }
}
