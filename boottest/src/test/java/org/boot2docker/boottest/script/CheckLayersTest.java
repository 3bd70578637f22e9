package org.boot2docker.boottest.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.boot2docker.boottest.lab.HostTool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guest's search for layers that a power cut damaged, on a store as Docker 28 lays it out. */
class CheckLayersTest {
  private static final String STORE = "data/docker/image/overlay2/";
  private static final String LOWER = "a".repeat(64);
  private static final String UPPER = "b".repeat(64);
  private static final String CHAIN = sha256("sha256:" + LOWER + " sha256:" + UPPER);

  @TempDir private Path root;
  private GuestScripts scripts = new GuestScripts(Path.of("."));

  @BeforeEach
  void imagesOfTwoLayers() throws IOException {
    scripts = GuestScripts.in(root);
    Files.createDirectories(root.resolve("data/docker"));
    Files.createDirectories(root.resolve("var/lib"));
    Files.createSymbolicLink(root.resolve("var/lib/docker"), root.resolve("data/docker"));
    layer(
        LOWER,
        "one",
        """
        {"type":2,"payload":"Li8AAAA=","position":0}
        {"type":1,"name":"./bin/","payload":"","position":1}
        {"type":1,"name":"./bin/program","size":7,"payload":"AAAAAAAAAAA=","position":2}
        {"type":1,"name":"bin/\\u003ca \\"b\\"\\u0026c\\u003e","size":5,"payload":"AAAAAAAAAAA=","position":3}
        {"type":1,"name":"empty","payload":"AAAAAAAAAAA=","position":4}
        {"type":1,"name":"twice","size":9,"payload":"AAAAAAAAAAA=","position":5}
        {"type":1,"name":"twice","size":3,"payload":"AAAAAAAAAAA=","position":6}
        {"type":1,"name":"linked","size":4,"payload":"AAAAAAAAAAA=","position":7}
        {"type":1,"name":"linked","payload":"","position":8}
        """);
    file("one", "bin/program", "program");
    file("one", "bin/<a \"b\"&c>", "12345");
    file("one", "empty", "");
    file("one", "twice", "abc");
    Files.createSymbolicLink(
        root.resolve("data/docker/overlay2/one/diff/linked"), Path.of("twice"));
    layer(
        CHAIN,
        "two",
        "{\"type\":1,\"name\":\"etc/x\",\"size\":2,\"payload\":\"AA=\",\"position\":0}\n");
    file("two", "etc/x", "xy");
    image("1".repeat(64), "\"sha256:" + LOWER + "\"");
    image("2".repeat(64), "\"sha256:" + LOWER + "\",\n \"sha256:" + UPPER + "\"");
    scripts.write(
        STORE + "repositories.json",
        """
        {"Repositories":{"lower":{"lower:1":"sha256:%1$s"},"h:5/x/upper":{"h:5/x/upper:2":"sha256:%2$s",\
        "h:5/x/upper@sha256:%2$s":"sha256:%2$s"}}}"""
            .formatted("1".repeat(64), "2".repeat(64)));
  }

  private void layer(String chain, String cache, String record) throws IOException {
    Path directory = Files.createDirectories(root.resolve(STORE + "layerdb/sha256/" + chain));
    Files.writeString(directory.resolve("cache-id"), cache);
    try (OutputStream out = Files.newOutputStream(directory.resolve("tar-split.json.gz"));
        GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(record.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void file(String cache, String name, String text) throws IOException {
    scripts.write("data/docker/overlay2/" + cache + "/diff/" + name, text);
  }

  private void image(String id, String layers) throws IOException {
    scripts.write(
        STORE + "imagedb/content/sha256/" + id,
        "{\"rootfs\": {\"type\": \"layers\", \"diff_ids\": [" + layers + "]}, \"os\": \"linux\"}");
  }

  private HostTool.Result check(String... arguments) throws IOException {
    String[] command = new String[arguments.length + 2];
    command[0] = "sh";
    command[1] = root.resolve("usr/sbin/check-layers").toString();
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    return scripts.run(command);
  }

  @Test
  void wholeLayersAreWhole() throws IOException {
    HostTool.Result result = check();

    assertThat(result.out() + result.err())
        .isEqualTo("boot2docker: the files of all layers have the sizes that Docker recorded\n");
    assertThat(result.exit()).isZero();
  }

  @Test
  void namesTheImageOfADamagedLayerAndWhatMendsIt() throws IOException {
    file("two", "etc/x", "");

    HostTool.Result result = check();

    assertThat(result.out())
        .isEqualTo(
            """
            boot2docker: image h:5/x/upper:2 is damaged by an earlier power cut: etc/x has 0 bytes instead of 2
            boot2docker: mend that, after removing their containers, with: docker rmi -f h:5/x/upper:2 && docker pull h:5/x/upper:2
            boot2docker: build or load again what comes from no registry
            """);
    assertThat(result.exit()).isEqualTo(1);
    assertThat(scripts.console()).isEmpty();
  }

  @Test
  void namesAllImagesThatShareADamagedLayer() throws IOException {
    file("one", "bin/<a \"b\"&c>", "1234");

    assertThat(check().out())
        .contains("image lower:1 is damaged by an earlier power cut: bin/<a \"b\"&c> has 4 bytes")
        .contains("image h:5/x/upper:2 is damaged")
        .contains(
            "docker rmi -f lower:1 h:5/x/upper:2 && docker pull lower:1 && docker pull h:5/x/upper:2");
  }

  @Test
  void findsFilesAndDirectoriesThatAreMissing() throws IOException {
    Files.delete(root.resolve("data/docker/overlay2/two/diff/etc/x"));
    assertThat(check().out()).contains("etc/x is missing");

    Files.delete(root.resolve("data/docker/overlay2/two/diff/etc"));
    Files.delete(root.resolve("data/docker/overlay2/two/diff"));
    assertThat(check().out()).contains("its directory is missing");

    Files.write(
        root.resolve(STORE + "layerdb/sha256/" + LOWER + "/tar-split.json.gz"), new byte[0]);
    assertThat(check().out()).contains("Docker's record of its files is missing");
  }

  @Test
  void atBootItLooksOnceAndAgainAfterAPowerCut() throws IOException {
    assertThat(check("boot").exit()).isZero();
    assertThat(root.resolve("var/lib/boot2docker/layers-checked")).exists();
    file("two", "etc/x", "x");
    scripts.write("var/log/e2fsck.log", "data: clean, 11/65536 files\n");
    assertThat(check("boot").exit()).as("a clean boot later").isZero();

    scripts.write("var/log/e2fsck.log", "data: recovering journal\ndata: clean\n");
    assertThat(check("boot").exit()).as("after a power cut").isEqualTo(1);
    assertThat(scripts.console())
        .contains("<3>boot2docker: image h:5/x/upper:2 is damaged by an earlier power cut");
  }

  @Test
  void eachLineIsShortEnoughForTheKernelsLog() throws IOException {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      names.append(",\"lower:tag-%d\":\"sha256:%s\"".formatted(i, "1".repeat(64)));
    }
    scripts.write(
        STORE + "repositories.json", "{\"Repositories\":{\"lower\":{" + names.substring(1) + "}}}");
    file("one", "bin/program", "x");

    HostTool.Result result = check("boot");

    assertThat(result.out()).contains("docker pull lower:tag-59\n");
    assertThat(scripts.console().lines())
        .hasSize(4)
        .allSatisfy(line -> assertThat(line).startsWith("<3>").hasSizeLessThan(976))
        .anySatisfy(line -> assertThat(line).endsWith("sudo check-layers"));
  }

  @Test
  void refusesOtherArguments() throws IOException {
    HostTool.Result result = check("all");

    assertThat(result.err()).isEqualTo("usage: check-layers\n");
    assertThat(result.exit()).isEqualTo(2);
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
