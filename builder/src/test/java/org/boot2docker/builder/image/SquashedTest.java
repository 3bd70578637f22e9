package org.boot2docker.builder.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.boot2docker.builder.description.IsoSpec;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.builder.step.BuildListener;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.Directory;
import org.boot2docker.formats.tree.FileTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories become file systems in the image, and nothing of them stays beside. */
class SquashedTest {
  private static final String PLACE = "usr/lib/boot2docker/squashed/usr/plugins.squashfs";

  @TempDir private Path spool;

  private static Squashed squashed(IsoSpec.Compression compression) {
    return new Squashed(
        new IsoSpec(
            compression,
            IsoSpec.Filters.NONE,
            List.of("usr/plugins"),
            List.of(),
            "",
            new FileTree(),
            List.of(),
            List.of(),
            List.of(),
            false),
        Instant.EPOCH,
        2);
  }

  @Test
  void putsAFileSystemInThePlaceOfTheFiles() throws Exception {
    FileTree tree = new FileTree().putFile("usr/plugins/a", Content.of("a")).link("usr/x", "y");
    squashed(IsoSpec.Compression.ZSTD).apply(tree, spool, BuildListener.SILENT);
    assertThat(tree.entries().keySet()).contains("usr/plugins", "usr/x", PLACE);
    assertThat(tree.children("usr/plugins")).isEmpty();
    assertThat(tree.file(PLACE).orElseThrow().content().bytes()).startsWith('h', 's', 'q', 's');
  }

  @Test
  void theFolderKeepsItsAttributes() throws Exception {
    Directory secret = new Directory(new Attributes(0700, 1, 2));
    FileTree tree = new FileTree().putFile("usr/plugins/a", Content.of("a"));
    tree.put("usr/plugins", secret);
    squashed(IsoSpec.Compression.ZSTD_FAST).apply(tree, spool, BuildListener.SILENT);

    assertThat(tree.get("usr/plugins")).contains(secret);
    Path file = spool.resolve("usr-plugins.squashfs");
    Process listing = new ProcessBuilder("unsquashfs", "-lln", file.toString()).start();
    assertThat(new String(listing.getInputStream().readAllBytes()).lines())
        .anyMatch(line -> line.matches("drwx------ 1/2 .* squashfs-root"));
  }

  @Test
  void keepsWhatALinkLeadsToBesideAFileSystemOnDemand() throws Exception {
    FileTree tree =
        new FileTree()
            .putFile("usr/zones/UTC", Content.of("utc"))
            .putFile("usr/zones/Mars", Content.of("mars"))
            .link("etc/time", "/usr/zones/UTC");
    onDemand("usr/zones").apply(tree, spool, BuildListener.SILENT);
    assertThat(tree.entries().keySet())
        .contains("usr/zones/UTC", "usr/lib/boot2docker/on-demand/usr/zones.squashfs")
        .doesNotContain("usr/zones/Mars");
  }

  private static Squashed onDemand(String directory) {
    return new Squashed(
        new IsoSpec(
            IsoSpec.Compression.ZSTD,
            IsoSpec.Filters.NONE,
            List.of(),
            List.of(directory),
            "",
            new FileTree(),
            List.of(),
            List.of(),
            List.of(),
            false),
        Instant.EPOCH,
        2);
  }

  @Test
  void saysHowMuchOfADirectoryIsCompressed() throws Exception {
    FileTree tree =
        new FileTree()
            .putFile("usr/plugins/a", Content.of(new byte[1 << 20]))
            .putFile("usr/plugins/b", Content.of("678"));
    List<String> heard = new ArrayList<>();
    BuildListener listener =
        new BuildListener() {
          @Override
          public void say(String line) {}

          @Override
          public void work(String what, long done, long total) {
            heard.add(what + ": " + done + " of " + total);
          }
        };
    squashed(IsoSpec.Compression.ZSTD_FAST).apply(tree, spool, listener);
    assertThat(heard)
        .containsExactly(
            "compressing usr/plugins: 1048576 of 1048579",
            "compressing usr/plugins: 1048579 of 1048579");
  }

  @Test
  void saysThatADirectoryHasNoFiles() {
    assertThatThrownBy(
            () ->
                squashed(IsoSpec.Compression.ZSTD_FAST)
                    .apply(new FileTree(), spool, BuildListener.SILENT))
        .isInstanceOf(BuildException.class)
        .hasMessageContaining("usr/plugins")
        .hasMessageContaining("-squash");
  }

  @Test
  void namesThePackagesOfWhatIsInside() {
    assertThat(
            squashed(IsoSpec.Compression.ZSTD)
                .origins(Map.of("usr/plugins/a", "p", "usr/plugins/b", "p", "usr/x", "q")))
        .isEqualTo(Map.of(PLACE, "p", "usr/x", "q"));
  }
}
