package org.boot2docker.guest.init.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boot2docker.guest.init.partition.Block;

/** Writes the request itself where the file system would be, and remembers what it was asked. */
final class FakeWorkshop implements Workshop {
  final List<String> calls = new ArrayList<>();
  private final Block disk;
  private Optional<Layout> layout = Optional.empty();
  private int ids;

  FakeWorkshop(Block disk) {
    this.disk = disk;
  }

  @Override
  public String uniqueId() {
    ids++;
    return "01234567-89ab-cdef-0123-45678900000" + ids;
  }

  @Override
  public void announce(Layout announced) {
    calls.add("announce");
    layout = Optional.of(announced);
  }

  @Override
  public void makeSwap() {
    calls.add("swap");
  }

  @Override
  public void makeFileSystem(byte[] request) {
    calls.add("file system");
    disk.write(layout.orElseThrow().data().start(), request);
  }

  @Override
  public void finish() {
    calls.add("finish");
    disk.flush();
  }
}
