package org.boot2docker.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.boot2docker.builder.step.GuestPrograms;
import org.boot2docker.contract.Architecture;
import org.boot2docker.guest.binary.InitBinary;

/** The guest's programs that are in this tool. */
final class OwnPrograms implements GuestPrograms {
  @Override
  public InputStream open(String name, Architecture architecture) throws IOException {
    return InitBinary.named(name).open(architecture.debianName());
  }

  @Override
  public List<Linked> linked(Architecture architecture) throws IOException {
    return InitBinary.linked(architecture.debianName()).stream()
        .map(each -> new Linked(each.name(), each.version(), each.programs()))
        .toList();
  }
}
