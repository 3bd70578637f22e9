package org.boot2docker.boottest.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.boot2docker.boottest.lab.HostArchive;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.Pause;
import org.boot2docker.builder.compile.Cancellation;
import org.boot2docker.builder.compile.CompilationException;
import org.boot2docker.builder.description.DistributionFile;
import org.boot2docker.builder.description.EngineSpec;
import org.boot2docker.builder.description.Place;
import org.boot2docker.builder.engine.EngineBuild;
import org.boot2docker.builder.packages.GoPackages;
import org.boot2docker.builder.packages.PackageStore;
import org.boot2docker.builder.step.Timings;
import org.boot2docker.contract.Architecture;
import org.boot2docker.debian.archive.Archive;
import org.boot2docker.debian.archive.LockedPackage;
import org.boot2docker.debian.archive.Suite;
import org.boot2docker.debian.archive.SuiteRequest;
import org.boot2docker.debian.control.SourceRecord;
import org.boot2docker.debian.resolve.Layer;
import org.boot2docker.debian.resolve.Resolver;
import org.boot2docker.debian.resolve.Root;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A small program compiled as the engine is: by Debian's Go compiler, of a package, a tar archive,
 * a patch, and a main program that ours calls. {@code .ci/nightly} compiles the engine itself.
 */
@Order(14)
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SourceEngineTest {
  private static final Place PLACE = new Place("test.yaml:1: compiler");
  private static final String MAIN =
      """
      package main

      import (
      	"fmt"
      	"os"
      	"path/filepath"

      	tool "example.org/tool/cmd/a-tool"
      	"github.com/docker/cli/templates"
      	"github.com/pkg/errors"
      )

      var version = "none"

      func main() {
      	if filepath.Base(os.Args[0]) == "tool" {
      		tool.Main()
      		return
      	}
      	if _, err := templates.Parse("{{json .}}"); err != nil {
      		panic(err)
      	}
      	fmt.Println(version, errors.New("an error"))
      }
      """;
  private static final String TOOL =
      "package main\n\nimport \"os\"\n\nfunc main() {\n\tos.Stdout.WriteString(\"a tool\\n\")\n}\n";
  private static final String PATCH =
      """
      --- a/src/github.com/pkg/errors/added.go
      +++ b/src/github.com/pkg/errors/added.go
      @@ -1,3 +1,3 @@
       package errors
      \s
      -const Added = "before"
      +const Added = "after"
      """;

  @TempDir private Path directory;

  private PackageStore store;
  private List<LockedPackage> packages = List.of();
  private Path compiled = Path.of("");

  @BeforeAll
  void fetch(@TempDir Path shared) throws IOException {
    compiled = shared;
    Archive archive = HostArchive.open();
    store = new PackageStore(archive);
    Suite suite = archive.load(new SuiteRequest("trixie"), Architecture.host().debianName());
    List<Root> roots =
        suite.packages().stream()
            .map(each -> each.name())
            .filter(
                name -> GoPackages.isCompiler(name) || name.equals("golang-github-pkg-errors-dev"))
            .distinct()
            .map(name -> new Root(name).filesOnly())
            .toList();
    List<LockedPackage> all = new ArrayList<>();
    new Resolver(List.of(new Layer("trixie", List.of(suite))), Architecture.host().debianName())
        .resolve(roots, Set.of()).packages().stream().map(LockedPackage::of).forEach(all::add);
    SourceRecord docker =
        archive.sources(suite).stream()
            .filter(source -> source.name().equals("docker.io"))
            .findFirst()
            .orElseThrow();
    docker.files().stream()
        .filter(file -> file.name().contains(".orig-cli.tar."))
        .forEach(file -> all.add(LockedPackage.of(docker, file)));
    store.fetch(all);
    packages = all;
  }

  private static EngineSpec spec(String main, String patch) {
    FileTree sources = new FileTree();
    sources.putFile("src/example.org/tool/go.mod", Content.of("module example.org/tool\n"));
    sources.putFile("src/example.org/tool/cmd/a-tool/main.go", Content.of(TOOL));
    sources.putFile("src/example.org/tool/cmd/a-tool/main_test.go", Content.of("package main\n"));
    sources.putFile("src/example.org/two/main.go", Content.of(main));
    sources.putFile(
        "src/github.com/pkg/errors/added.go",
        Content.of("package errors\n\nconst Added = \"before\"\n"));
    SortedMap<String, String> variables = new TreeMap<>();
    variables.put("main.version", "{golang-github-pkg-errors-dev}");
    SortedMap<String, String> programs = new TreeMap<>();
    programs.put("usr/bin/tool", "example.org/two");
    programs.put("usr/sbin/other", "example.org/two");
    return new EngineSpec(
        "golang-go",
        List.of("golang-github-pkg-errors-dev"),
        List.of(
            new EngineSpec.ArchiveSpec(
                "docker.io", "orig-cli", "templates", "github.com/docker/cli/templates", PLACE)),
        List.of("github.com/pkg/errors"),
        sources,
        List.of(new DistributionFile("patches/1.patch", patch)),
        List.of("example.org/tool/cmd/a-tool"),
        List.of("netgo"),
        variables,
        programs,
        PLACE);
  }

  private FileTree build(EngineSpec spec, String work, Path cache, Cancellation cancellation)
      throws IOException {
    EngineBuild.Surroundings surroundings =
        new EngineBuild.Surroundings(
            store,
            directory.resolve("log"),
            cache,
            2,
            (done, about) -> assertThat(about).isGreaterThanOrEqualTo(done),
            new Timings(),
            cancellation);
    return new EngineBuild(spec, Architecture.host(), surroundings)
        .run(packages, directory.resolve(work));
  }

  private FileTree build(EngineSpec spec, String work, Path cache) throws IOException {
    try (Cancellation cancellation = Cancellation.onShutdown()) {
      return build(spec, work, cache, cancellation);
    }
  }

  private Path install(FileTree built, String path) throws IOException {
    Path program = directory.resolve("installed").resolve(path);
    Files.createDirectories(program.getParent());
    try (InputStream in = built.file(path).orElseThrow().content().open()) {
      Files.copy(in, program);
    }
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return program;
  }

  @Test
  @Tag("nightly")
  @Timeout(900)
  void theNamesOfOneProgramChooseWhatItDoesAndItIsTheSameInAnotherFolder() throws IOException {
    FileTree built = build(spec(MAIN, PATCH), "work", compiled);
    RegularFile file = built.file("usr/bin/tool").orElseThrow();
    assertThat(built.file("usr/sbin/other")).as("a hard link").containsSame(file);
    Path tool = install(built, "usr/bin/tool");
    Path other = install(built, "usr/sbin/other");
    assertThat(HostTool.run(directory, tool.toString()).succeeded().out()).isEqualTo("a tool\n");
    String version =
        packages.stream()
            .filter(each -> each.name().equals("golang-github-pkg-errors-dev"))
            .findFirst()
            .orElseThrow()
            .version();
    assertThat(HostTool.run(directory, other.toString()).succeeded().out())
        .isEqualTo(version + " an error\n");
    assertThat(HostTool.run(directory, "file", tool.toString()).succeeded().out())
        .contains("statically linked", "stripped");
    assertThat(new String(Files.readAllBytes(tool), java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain(directory.toString());

    FileTree again = build(spec(MAIN, PATCH), "another/folder", directory.resolve("fresh"));
    assertThat(again.file("usr/bin/tool").orElseThrow().content().bytes())
        .isEqualTo(file.content().bytes());
  }

  @Test
  @Tag("nightly")
  @Timeout(600)
  void whatDoesNotFitOrCompileIsNamedWithItsFile() {
    assertThatThrownBy(
            () -> build(spec(MAIN, PATCH.replace("\"before\"", "\"x\"")), "unfit", compiled))
        .hasMessageStartingWith("patches/1.patch:3: src/github.com/pkg/errors/added.go:3 is ")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(
            () -> build(spec(MAIN.replace("fmt.Println", "fmt.Print1n"), PATCH), "bad", compiled))
        .isInstanceOf(CompilationException.class)
        .hasMessageContaining("two/main.go:23:6: undefined: fmt.Print1n")
        .hasMessageEndingWith(directory.resolve("log").toString());
    assertThatThrownBy(
            () -> build(spec(MAIN.replace("pkg/errors", "pkg/nothing"), PATCH), "none", compiled))
        .isInstanceOf(CompilationException.class)
        .hasMessageContaining("cannot find package \"github.com/pkg/nothing\"")
        .hasMessageNotContaining("\n");
  }

  @Test
  @Timeout(600)
  void packagesWithoutACompilerAreToldSo() throws IOException {
    EngineSpec spec = spec(MAIN, PATCH);
    List<LockedPackage> noCompiler =
        packages.stream().filter(each -> !GoPackages.isCompiler(each.name())).toList();
    try (Cancellation cancellation = Cancellation.onShutdown()) {
      EngineBuild.Surroundings surroundings =
          new EngineBuild.Surroundings(
              store,
              directory.resolve("log"),
              compiled,
              1,
              (done, about) -> {},
              new Timings(),
              cancellation);
      assertThatThrownBy(
              () ->
                  new EngineBuild(spec, Architecture.host(), surroundings)
                      .run(noCompiler, directory.resolve("lacks")))
          .isInstanceOf(CompilationException.class)
          .hasMessageContaining("no Go compiler among the packages");
    }
  }

  @Test
  @Timeout(600)
  void aBuildThatIsCancelledEndsWithItsCompilers() throws Exception {
    Path cache = directory.resolve("cancelled");
    try (Cancellation cancellation = Cancellation.onShutdown()) {
      FutureTask<Throwable> work =
          new FutureTask<>(
              () -> {
                try {
                  build(spec(MAIN, PATCH), "cancel", cache, cancellation);
                  return new AssertionError("it went on");
                } catch (IOException e) {
                  return e;
                }
              });
      Thread thread = new Thread(work, "build");
      thread.start();
      while (compilers().isEmpty()) {
        assertThat(work.isDone()).isFalse();
        Pause.seconds(1);
      }
      thread.interrupt();
      assertThat(work.get(60, TimeUnit.SECONDS)).hasMessageContaining("interrupted while ");
      assertThat(compilers()).isEmpty();
    }
  }

  private static List<ProcessHandle> compilers() {
    return ProcessHandle.current()
        .descendants()
        .filter(each -> each.info().command().orElse("").endsWith("/compile"))
        .toList();
  }
}
