package org.boot2docker.builder.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.formats.text.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release whose notes compare with one that is not there. */
class RebuildTest {
  private static final String BEFORE = "28.5.1";

  @TempDir Path directory;
  private Path folder = Path.of("unset");
  private Path again = Path.of("unset");

  private static ReleaseIndex index(long dataMiB, String before) {
    ReleasedImage image =
        new ReleasedImage("b", "default", "amd64", "28", "6", "2026", 0, Map.of("iso", "b.iso"));
    return new ReleaseIndex(
        ReleaseIndex.FORMAT, "28.5.2", "1", "2026", before, dataMiB, List.of(), List.of(image));
  }

  private static void write(Path folder, ReleaseIndex index, String notes) throws IOException {
    Files.createDirectories(folder);
    index.write(folder);
    Files.writeString(folder.resolve(ReleaseNotes.FILE), notes);
    Files.writeString(folder.resolve("b.iso"), "image");
    Sums.write(folder);
  }

  @BeforeEach
  void makeBoth() throws IOException {
    folder = directory.resolve("release");
    again = directory.resolve("again");
    write(folder, index(64, BEFORE), "what changed");
    write(again, index(64, ""), "all is new");
  }

  @Test
  void allButTheNotesIsCompared() throws IOException {
    assertThat(Rebuild.compare(folder, again, BEFORE, false, Progress.SILENT)).isEqualTo(2);
    assertThatThrownBy(() -> Rebuild.compare(folder, again, BEFORE, true, Progress.SILENT))
        .isInstanceOf(BuildException.class);
  }

  private static void provenance(Path folder, String jar, String profile) throws IOException {
    Files.writeString(
        folder.resolve("b.intoto.json"),
        """
        {"predicate": {"buildDefinition": {"externalParameters": {"profile": "%s"}},
         "runDetails": {"builder": {"id": "x", "builderDependencies": [{"name": "%s"}]}}}}
        """
            .formatted(profile, jar));
  }

  /** Another compiler makes another jar of the same sources. */
  @Test
  void aProvenanceByAnotherJarIsTheSameAndOneOfAnotherImageIsNot() throws IOException {
    provenance(folder, "a", "default");
    provenance(again, "b", "default");
    assertThat(Rebuild.compare(folder, again, BEFORE, false, Progress.SILENT)).isEqualTo(3);
    provenance(again, "a", "small");
    assertThatThrownBy(() -> Rebuild.compare(folder, again, BEFORE, false, Progress.SILENT))
        .isInstanceOf(BuildException.class)
        .hasMessageContaining("b.intoto.json");
  }

  private static void description(Path folder, String sum, String other) throws IOException {
    Files.writeString(
        folder.resolve("b.intoto.json"),
        """
        {"predicate": {"buildDefinition": {"resolvedDependencies": [
          {"name": "distro", "digest": {"sha256": "%s"}}, {"uri": "%s"}]}}}
        """
            .formatted(sum, other));
  }

  /** An editor may have left a file there. */
  @Test
  void anotherFolderOfTheDescriptionIsToldAndAnotherPackageIsADifference() throws IOException {
    description(folder, "a", "pkg:deb/debian/x");
    description(again, "b", "pkg:deb/debian/x");
    List<String> said = new ArrayList<>();
    assertThat(Rebuild.compare(folder, again, BEFORE, false, said::add)).isEqualTo(3);
    assertThat(said).hasSize(1).allMatch(line -> line.contains("b.intoto.json"));
    description(again, "b", "pkg:deb/debian/y");
    assertThatThrownBy(() -> Rebuild.compare(folder, again, BEFORE, false, said::add))
        .isInstanceOf(BuildException.class)
        .hasMessageContaining("b.intoto.json");
  }

  /** The list of an image's files differs, too, but doesn't say where. */
  @Test
  void aDifferenceIsShownInTheImage() throws IOException {
    for (Path each : List.of(folder, again)) {
      Files.writeString(each.resolve("b.files.json"), each.toString());
      Files.writeString(each.resolve("b.iso"), each.toString());
    }
    assertThatThrownBy(() -> Rebuild.compare(folder, again, BEFORE, false, Progress.SILENT))
        .isInstanceOf(BuildException.class)
        .hasMessageStartingWith("b.iso");
  }

  @Test
  void theIndexIsComparedToo() throws IOException {
    index(65, "").write(again);
    assertThatThrownBy(() -> Rebuild.compare(folder, again, BEFORE, false, Progress.SILENT))
        .isInstanceOf(BuildException.class)
        .hasMessageContaining(ReleaseIndex.FILE);
  }
}
