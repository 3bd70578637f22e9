package org.boot2docker.builder.content;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.boot2docker.builder.description.RootfsSpec.StubFunction;
import org.boot2docker.builder.description.RootfsSpec.StubSpec;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.elf.ElfReader;
import org.boot2docker.formats.elf.StubCode;
import org.boot2docker.formats.elf.StubLibrary;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.Node;
import org.boot2docker.formats.tree.RegularFile;

/**
 * Small libraries in the place of large ones whose work is never wanted in the image: what programs
 * call in them is described function by function. A function that nobody has thought of fails the
 * build.
 */
public final class StubLibraries {
  private static final int POINTER_SIZE = 8;

  private final SortedMap<String, StubSpec> stubs;
  private final Architecture architecture;

  /** The stubs of a description, by SONAME. */
  public StubLibraries(SortedMap<String, StubSpec> stubs, Architecture architecture) {
    this.stubs = stubs;
    this.architecture = architecture;
  }

  /**
   * Puts the stubs where the loader finds them.
   *
   * @throws BuildException when the real library is there already
   */
  public void addTo(FileTree tree) throws IOException {
    StubCode machine = StubCode.of(architecture.elfMachine());
    for (Map.Entry<String, StubSpec> stub : stubs.entrySet()) {
      String path = "usr/lib/" + architecture.multiarch() + "/" + stub.getKey();
      if (tree.get(path).isPresent()) {
        throw new BuildException(
            "a package's files list has "
                + path
                + ", which rootfs.stubs would replace: remove it from one of them");
      }
      StubSpec spec = stub.getValue();
      SortedMap<String, byte[]> code = new TreeMap<>();
      for (Map.Entry<String, StubFunction> function : spec.functions().entrySet()) {
        code.put(function.getKey(), code(machine, function.getValue()));
      }
      byte[] library = StubLibrary.write(machine, stub.getKey(), spec.version(), code);
      tree.put(path, new RegularFile(Attributes.DATA, Content.of(library)));
    }
  }

  private static byte[] code(StubCode machine, StubFunction function) {
    return function instanceof StubFunction.Returns returns
        ? machine.returning(returns.number())
        : new byte[POINTER_SIZE];
  }

  /**
   * Checks that programs call nothing in a stub but what is described.
   *
   * @throws BuildException naming every program, library and function
   */
  public void check(FileTree programs) throws IOException {
    List<String> problems = new ArrayList<>();
    for (Map.Entry<String, Node> entry : programs.entries().entrySet()) {
      if (!stubs.isEmpty() && entry.getValue() instanceof RegularFile file) {
        ElfReader.imports(file.content())
            .forEach((library, names) -> addProblems(entry.getKey(), library, names, problems));
      }
    }
    if (!problems.isEmpty()) {
      throw new BuildException(
          String.join("; ", problems)
              + ": describe what it is to return under rootfs.stubs in your description");
    }
  }

  private void addProblems(
      String program, String library, Set<String> names, List<String> problems) {
    if (stubs.containsKey(library)) {
      Set<String> missing = new TreeSet<>(names);
      missing.removeAll(stubs.get(library).functions().keySet());
      missing.forEach(name -> problems.add(program + " calls " + name + " of " + library));
    }
  }
}
