package org.boot2docker.builder.description;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code base}. */
final class BaseReader {

  /** Instead of a package: the kernel is compiled. */
  private static final String SOURCE = "source";

  private final DescribedValues values;

  BaseReader(DescribedValues values) {
    this.values = values;
  }

  BaseSpec read(YamlValue.Fields base) throws IOException {
    YamlValue kernel = base.get("kernel");
    if (!kernel.text().equals(SOURCE)) {
      return new BaseSpec.Packaged(
          values.text(kernel),
          values.lists(base.get("modules")),
          values.lists(base.get("pack")),
          kernel.place());
    }
    List<DistributionFile> patches = new ArrayList<>();
    for (YamlValue folder : base.get("patches").list()) {
      patches.addAll(DistributionFiles.patches(values.folder(folder)));
    }
    List<DistributionFile> fragments = new ArrayList<>();
    for (YamlValue fragment : base.get("fragments").list()) {
      Optional<String> ours = values.ours(fragment);
      if (ours.isPresent()) {
        fragments.add(DistributionFiles.read(values.file(fragment, ours.get())));
      }
    }
    YamlValue source = base.get(SOURCE);
    return new BaseSpec.Source(
        values.text(source),
        DistributionFiles.numbered(patches),
        DistributionFiles.numbered(fragments),
        values.lists(base.get("source-pack")),
        source.place());
  }
}
