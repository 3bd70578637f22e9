package org.boot2docker.guest.init.partition;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.boot2docker.guest.init.partition.MemoryBlock.SectorWrite;

/** The disks that a power cut can leave, at any moment of what was written to one. */
public final class PowerCuts {
  private static final int ALL_SUBSETS_UP_TO = 16;
  private static final int RANDOM_SUBSETS = 3000;

  private final MemoryBlock before;
  private final List<List<SectorWrite>> epochs;

  /** The cuts of these writes, to a disk that held this before. */
  public PowerCuts(MemoryBlock before, List<List<SectorWrite>> epochs) {
    this.before = before;
    this.epochs = epochs;
  }

  /** A cut after each single sector, written in order. */
  public void inOrder(Consumer<MemoryBlock> check) {
    forEachEpoch(
        (start, epoch) -> {
          for (int count = 0; count <= epoch.size(); count++) {
            check.accept(start.with(epoch.subList(0, count)));
          }
        });
  }

  /**
   * Any set of the sectors between two flushes is on the disk and the others are not: all sets of
   * up to 16 sectors; of more, every prefix from both ends, every single one, all but one, and 3000
   * random ones.
   */
  public void inAnyOrder(Consumer<MemoryBlock> check) {
    forEachEpoch(
        (start, epoch) -> {
          if (epoch.size() <= ALL_SUBSETS_UP_TO) {
            for (long set = 0; set < 1L << epoch.size(); set++) {
              check.accept(start.with(subset(epoch, set)));
            }
          } else {
            structured(epoch).forEach(part -> check.accept(start.with(part)));
          }
        });
  }

  private interface Visitor {
    void visit(MemoryBlock start, List<SectorWrite> epoch);
  }

  private void forEachEpoch(Visitor visitor) {
    MemoryBlock start = before;
    for (List<SectorWrite> epoch : epochs) {
      visitor.visit(start, epoch);
      start = start.with(epoch);
    }
  }

  private static List<SectorWrite> subset(List<SectorWrite> epoch, long set) {
    List<SectorWrite> part = new ArrayList<>();
    for (int i = 0; i < epoch.size(); i++) {
      if ((set >> i & 1) == 1) {
        part.add(epoch.get(i));
      }
    }
    return part;
  }

  private static List<List<SectorWrite>> structured(List<SectorWrite> epoch) {
    List<List<SectorWrite>> parts = new ArrayList<>();
    for (int i = 0; i <= epoch.size(); i++) {
      parts.add(epoch.subList(0, i));
      parts.add(epoch.subList(i, epoch.size()));
    }
    for (int i = 0; i < epoch.size(); i++) {
      List<SectorWrite> others = new ArrayList<>(epoch);
      parts.add(List.of(others.remove(i)));
      parts.add(others);
    }
    Random random = new Random(20261123);
    for (int i = 0; i < RANDOM_SUBSETS; i++) {
      List<SectorWrite> part = new ArrayList<>(epoch);
      part.removeIf(write -> random.nextBoolean());
      parts.add(part);
    }
    return parts;
  }
}
