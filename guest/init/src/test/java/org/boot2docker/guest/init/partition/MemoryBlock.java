package org.boot2docker.guest.init.partition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A disk in memory that remembers every sector written, and between which flushes it was. */
public final class MemoryBlock implements Block {
  private final long size;
  private final int sectorSize;
  private final Map<Long, byte[]> sectors;
  private final List<List<SectorWrite>> epochs = new ArrayList<>(List.of(new ArrayList<>()));

  /** One sector's write. */
  public record SectorWrite(long sector, byte[] content) {}

  /** A disk of zeros. */
  public MemoryBlock(long size, int sectorSize) {
    this(size, sectorSize, Map.of());
  }

  private MemoryBlock(long size, int sectorSize, Map<Long, byte[]> sectors) {
    this.size = size;
    this.sectorSize = sectorSize;
    this.sectors = new TreeMap<>(sectors);
  }

  /** The writes between flushes, in order; those of one list reach the disk in any order. */
  public List<List<SectorWrite>> epochs() {
    return epochs.stream().filter(epoch -> !epoch.isEmpty()).toList();
  }

  /** The same content, with nothing written yet. */
  public MemoryBlock copy() {
    return new MemoryBlock(size, sectorSize, sectors);
  }

  /** This content as a disk that was made larger from outside. */
  public MemoryBlock enlarged(long newSize) {
    return new MemoryBlock(newSize, sectorSize, sectors);
  }

  /** The same content after some sectors' writes. */
  public MemoryBlock with(List<SectorWrite> writes) {
    MemoryBlock copy = copy();
    writes.forEach(write -> copy.sectors.put(write.sector(), write.content()));
    return copy;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int sectorSize() {
    return sectorSize;
  }

  @Override
  public byte[] read(long offset, int length) {
    byte[] all = new byte[length];
    for (int done = 0; done < length; ) {
      long sector = (offset + done) / sectorSize;
      int within = (int) ((offset + done) % sectorSize);
      int count = Math.min(length - done, sectorSize - within);
      byte[] content = sectors.getOrDefault(sector, new byte[sectorSize]);
      System.arraycopy(content, within, all, done, count);
      done += count;
    }
    return all;
  }

  @Override
  public void write(long offset, byte[] bytes) {
    if (offset % sectorSize != 0 || bytes.length % sectorSize != 0) {
      throw new IllegalArgumentException("not whole sectors: " + offset + ", " + bytes.length);
    }
    if (offset < 0 || offset + bytes.length > size) {
      throw new BlockException("beyond the end: " + offset);
    }
    for (int i = 0; i < bytes.length; i += sectorSize) {
      SectorWrite write =
          new SectorWrite((offset + i) / sectorSize, Arrays.copyOfRange(bytes, i, i + sectorSize));
      sectors.put(write.sector(), write.content());
      epochs.get(epochs.size() - 1).add(write);
    }
  }

  @Override
  public void flush() {
    epochs.add(new ArrayList<>());
  }
}
