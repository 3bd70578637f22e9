package org.boot2docker.boottest.powercut;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.boot2docker.boottest.lab.Pause;

/** One thing that Docker is asked to make, and how to tell afterwards that it is all there. */
sealed interface Work {

  /** What is left of it after a power cut. */
  sealed interface Found {
    /** All of it. */
    record Whole() implements Found {}

    /** Nothing, and Docker doesn't speak of it. */
    record Absent() implements Found {}

    /** Docker speaks of it, but it isn't what was made. */
    record Damaged(String how) implements Found {}
  }

  /** Its name in Docker. */
  String name();

  /** What it is, for the report. */
  String kind();

  /** Whether Docker makes it without mounting a layer. */
  default boolean isPlain() {
    return this instanceof Load
        || this instanceof Import
        || this instanceof Pull
        || this instanceof Tag
        || this instanceof Removal;
  }

  /** Has Docker make it, and returns when Docker says that it did. */
  void make(Engine engine) throws IOException;

  /** Looks at every byte of it. */
  Found look(Engine engine) throws IOException;

  /** Looks at something that Docker speaks of. */
  interface Look {
    /** Compares it with what was made. */
    Found at() throws IOException;
  }

  /**
   * Looks at something, if Docker speaks of it: then it must also give what it is made of.
   *
   * @param path in Docker's API
   */
  private static Found ifKnown(Engine engine, String path, Look look) throws IOException {
    if (!engine.knows(path)) {
      return new Found.Absent();
    }
    try {
      return look.at();
    } catch (Engine.Refusal | SavedImage.Incomplete e) {
      return new Found.Damaged(String.valueOf(e.getMessage()));
    }
  }

  /** Whether one thing is what it should be, such as a subnet. */
  private static Found compare(String wanted, String found) {
    return found.equals(wanted)
        ? new Found.Whole()
        : new Found.Damaged("wanted " + wanted + ", found " + found);
  }

  /** An image. */
  sealed interface Image extends Work {
    /** The files in it. */
    Contents contents();

    @Override
    default Found look(Engine engine) throws IOException {
      return ifKnown(engine, "/images/" + name() + "/json", () -> whole(engine));
    }

    private Found whole(Engine engine) throws IOException {
      Found saved =
          compare(contents(), SavedImage.contents(engine.get("/images/" + name() + "/get")));
      return saved instanceof Found.Whole && engine.store() == Store.CONTAINERD
          ? compare(contents(), unpacked(engine))
          : saved;
    }

    /** What a container of it sees: containerd saves an image from the archives that it pulled. */
    private Contents unpacked(Engine engine) throws IOException {
      String container = "/containers/looker";
      engine.delete(container);
      createLooker(engine);
      Contents found = new Contents(new TreeMap<>());
      for (String directory : contents().directories()) {
        byte[] tar = engine.get(container + "/archive?path=/" + directory);
        found = found.with(Contents.ofTar(tar));
      }
      engine.delete(container);
      return found;
    }

    /**
     * containerd fails once where a cut left the directory of a snapshot that its database doesn't
     * have yet, and removes the directory then.
     */
    private void createLooker(Engine engine) throws IOException {
      String looker = "{\"Image\":\"%s\",\"Cmd\":[\"/none\"]}".formatted(name());
      try {
        engine.post("/containers/create?name=looker", looker);
      } catch (Engine.Refusal e) {
        if (!String.valueOf(e.getMessage()).contains("file exists")) {
          throw e;
        }
        engine.post("/containers/create?name=looker", looker);
      }
    }
  }

  /** Whether what is there is what should be. */
  private static Found compare(Contents wanted, Contents found) {
    return wanted.sums().equals(found.sums())
        ? new Found.Whole()
        : new Found.Damaged("wanted " + wanted.sums() + ", found " + found.sums());
  }

  /** {@code docker load}. */
  record Load(String name, Contents contents) implements Image {
    @Override
    public String kind() {
      return "load";
    }

    @Override
    public void make(Engine engine) throws IOException {
      engine.post("/images/load?quiet=1", SavedImage.archive(name, contents));
    }
  }

  /** {@code docker import}. */
  record Import(String name, Contents contents) implements Image {
    @Override
    public String kind() {
      return "import";
    }

    @Override
    public void make(Engine engine) throws IOException {
      engine.post("/images/create?fromSrc=-&repo=" + name, contents.tar());
    }
  }

  /** {@code docker pull}; the image lies in a registry already. */
  record Pull(String name, Contents contents) implements Image {
    @Override
    public String kind() {
      return "pull";
    }

    @Override
    public void make(Engine engine) throws IOException {
      engine.post("/images/create?tag=latest&fromImage=" + name, "");
    }
  }

  /** {@code docker tag}. */
  record Tag(String name) implements Image {
    @Override
    public Contents contents() {
      return BaseImage.CONTENTS;
    }

    @Override
    public String kind() {
      return "tag";
    }

    @Override
    public void make(Engine engine) throws IOException {
      engine.post("/images/" + BaseImage.NAME + "/tag?tag=latest&repo=" + name, "");
    }
  }

  /** {@code docker load} and {@code docker rmi}: it is made when it is gone. */
  record Removal(Load load) implements Work {
    @Override
    public String name() {
      return load.name();
    }

    @Override
    public String kind() {
      return "removal";
    }

    @Override
    public void make(Engine engine) throws IOException {
      load.make(engine);
      engine.delete("/images/" + name());
    }

    /** An image that is there is whole, removed or not. */
    @Override
    public Found look(Engine engine) throws IOException {
      Found found = load.look(engine);
      if (found instanceof Found.Damaged) {
        return found;
      }
      return found instanceof Found.Absent ? new Found.Whole() : new Found.Absent();
    }
  }

  /** What a build has, to add one layer to another image. */
  private static byte[] context(Contents added) throws IOException {
    String dockerfile = "FROM " + BaseImage.NAME + "\nCOPY built /built/\n";
    return added.with("Dockerfile", dockerfile.getBytes(StandardCharsets.UTF_8)).tar();
  }

  /** {@code docker build}, which BuildKit does. */
  record BuildKit(String name, Contents added, Contents contents) implements Image {
    @Override
    public String kind() {
      return "buildkit";
    }

    @Override
    public void make(Engine engine) throws IOException {
      engine.build(name, context(added));
    }
  }

  /** The build of older clients, of one layer on another image. */
  record Build(String name, Contents added, Contents contents) implements Image {
    @Override
    public String kind() {
      return "build";
    }

    @Override
    public void make(Engine engine) throws IOException {
      engine.post("/build?t=" + name, context(added));
    }
  }

  /** {@code docker cp} into a container and {@code docker commit}. */
  record Commit(String name, Contents added, Contents contents) implements Image {
    @Override
    public String kind() {
      return "commit";
    }

    @Override
    public void make(Engine engine) throws IOException {
      String container = name + "-container";
      engine.delete("/containers/" + container);
      engine.post("/containers/create?name=" + container, BaseImage.CONTAINER);
      engine.put("/containers/" + container + "/archive?path=/", added.tar());
      engine.post("/commit?repo=" + name + "&container=" + container, "{}");
    }
  }

  /** {@code docker create}. */
  record Container(String name) implements Work {
    @Override
    public String kind() {
      return "container";
    }

    @Override
    public void make(Engine engine) throws IOException {
      engine.post("/containers/create?name=" + name, BaseImage.CONTAINER);
    }

    @Override
    public Found look(Engine engine) throws IOException {
      String container = "/containers/" + name;
      String archive = container + "/archive?path=/" + BaseImage.DIRECTORY;
      return ifKnown(
          engine,
          container + "/json",
          () -> compare(BaseImage.CONTENTS, Contents.ofTar(engine.get(archive))));
    }
  }

  /** {@code docker volume create}. */
  record Volume(String name) implements Work {
    @Override
    public String kind() {
      return "volume";
    }

    @Override
    public void make(Engine engine) throws IOException {
      engine.post("/volumes/create", "{\"Name\":\"" + name + "\"}");
    }

    @Override
    public Found look(Engine engine) throws IOException {
      return ifKnown(
          engine,
          "/volumes/" + name,
          () -> {
            engine.run("sudo ls " + engine.volume(name));
            return new Found.Whole();
          });
    }
  }

  /** A program's write to a file in a volume, with fsync. */
  record Write(String name, Contents contents) implements Work {
    private static final String FILE = "data/file0";

    @Override
    public String kind() {
      return "fsync";
    }

    private String file(Engine engine) {
      return engine.volume(BaseImage.VOLUME) + "/" + name;
    }

    private byte[] bytes() {
      return contents.files().getOrDefault(FILE, new byte[0]);
    }

    @Override
    public void make(Engine engine) throws IOException {
      engine.run("sudo dd of=" + file(engine) + " bs=64k conv=fsync", bytes());
    }

    /** Before the program has heard of the end of its fsync, any part of the file may be there. */
    @Override
    public Found look(Engine engine) throws IOException {
      String sums = engine.run("sudo sha256sum " + file(engine) + " || true");
      return sums.startsWith(Contents.sha256(bytes())) ? new Found.Whole() : new Found.Absent();
    }
  }

  /**
   * {@code docker network create}.
   *
   * @param subnet in CIDR notation
   */
  record Network(String name, String subnet) implements Work {
    @Override
    public String kind() {
      return "network";
    }

    @Override
    public void make(Engine engine) throws IOException {
      engine.post(
          "/networks/create",
          "{\"Name\":\"%s\",\"Driver\":\"bridge\",\"IPAM\":{\"Config\":[{\"Subnet\":\"%s\"}]}}"
              .formatted(name, subnet));
    }

    @Override
    public Found look(Engine engine) throws IOException {
      String network = "/networks/" + name;
      return ifKnown(
          engine,
          network,
          () -> compare(subnet, engine.json(network).at("/IPAM/Config/0/Subnet").asText()));
    }
  }

  /** {@code docker plugin create}. */
  record Plugin(String name, Contents contents) implements Work {
    private static final String CONFIG =
        """
        {"description":"boottest","entrypoint":["/none"],"network":{"type":"none"},
         "interface":{"types":["docker.volumedriver/1.0"],"socket":"boottest.sock"}}
        """;

    @Override
    public String kind() {
      return "plugin";
    }

    @Override
    public void make(Engine engine) throws IOException {
      Contents rootfs = contents.below("rootfs");
      byte[] config = CONFIG.getBytes(StandardCharsets.UTF_8);
      engine.post("/plugins/create?name=" + name, rootfs.with("config.json", config).tar());
    }

    /** Docker gives nobody a plugin's files, so they are read where Docker runs it from. */
    @Override
    public Found look(Engine engine) throws IOException {
      String plugin = "/plugins/" + name + "/json";
      Set<String> wanted = new TreeSet<>();
      contents.files().forEach((file, bytes) -> wanted.add(Contents.sha256(bytes) + "  " + file));
      return ifKnown(
          engine, plugin, () -> compare(wanted.toString(), sums(engine, plugin).toString()));
    }

    private static Set<String> sums(Engine engine, String plugin) throws IOException {
      String folder = engine.plugin(engine.json(plugin).at("/Id").asText());
      String list = "cd %s && find * -type f | xargs sha256sum".formatted(folder);
      return new TreeSet<>(engine.run("sudo sh -c '" + list + "'").lines().toList());
    }
  }

  /** {@code docker swarm init}. */
  record Swarm(String name) implements Work {
    private static final int PATIENCE = 60;

    @Override
    public String kind() {
      return "swarm";
    }

    @Override
    public void make(Engine engine) throws IOException {
      engine.post(
          "/swarm/init",
          "{\"ListenAddr\":\"127.0.0.1:2377\",\"AdvertiseAddr\":\"127.0.0.1\","
              + "\"ForceNewCluster\":false}");
    }

    /** After a start it takes seconds until the manager leads. */
    @Override
    public Found look(Engine engine) throws IOException {
      if (engine.json("/info").at("/Swarm/LocalNodeState").asText().equals("inactive")) {
        return new Found.Absent();
      }
      for (int second = 0; ; second++) {
        try {
          engine.get("/swarm");
          return new Found.Whole();
        } catch (Engine.Refusal e) {
          if (second == PATIENCE) {
            return new Found.Damaged(String.valueOf(e.getMessage()));
          }
          Pause.seconds(1);
        }
      }
    }
  }

  /** {@code docker config create}. */
  record Config(String name, Contents contents) implements Work {
    @Override
    public String kind() {
      return "config";
    }

    @Override
    public void make(Engine engine) throws IOException {
      // No more than a swarm takes, which is 1000 KB.
      String data = Base64.getEncoder().encodeToString(contents.tar());
      engine.post("/configs/create", "{\"Name\":\"" + name + "\",\"Data\":\"" + data + "\"}");
    }

    @Override
    public Found look(Engine engine) throws IOException {
      String config = "/configs/" + name;
      return ifKnown(
          engine,
          config,
          () -> {
            byte[] found =
                Base64.getDecoder().decode(engine.json(config).at("/Spec/Data").asText());
            return compare(Contents.sha256(contents.tar()), Contents.sha256(found));
          });
    }
  }

  /** {@code docker secret create}; Docker gives only its label back. */
  record Secret(String name, String label) implements Work {
    @Override
    public String kind() {
      return "secret";
    }

    @Override
    public void make(Engine engine) throws IOException {
      String data = Base64.getEncoder().encodeToString(label.getBytes(StandardCharsets.UTF_8));
      engine.post(
          "/secrets/create",
          "{\"Name\":\"%s\",\"Labels\":{\"of\":\"%s\"},\"Data\":\"%s\"}"
              .formatted(name, label, data));
    }

    @Override
    public Found look(Engine engine) throws IOException {
      String secret = "/secrets/" + name;
      return ifKnown(
          engine, secret, () -> compare(label, engine.json(secret).at("/Spec/Labels/of").asText()));
    }
  }

  /** {@code docker service create}, of no container yet. */
  record Service(String name) implements Work {
    @Override
    public String kind() {
      return "service";
    }

    @Override
    public void make(Engine engine) throws IOException {
      engine.post(
          "/services/create",
          "{\"Name\":\"%s\",\"TaskTemplate\":{\"ContainerSpec\":{\"Image\":\"%s\"}},\"Mode\":{\"Replicated\":{\"Replicas\":0}}}"
              .formatted(name, BaseImage.NAME));
    }

    @Override
    public Found look(Engine engine) throws IOException {
      String service = "/services/" + name;
      return ifKnown(
          engine,
          service,
          () -> {
            String image =
                engine.json(service).at("/Spec/TaskTemplate/ContainerSpec/Image").asText();
            return compare(BaseImage.NAME, image.replaceFirst("@.*", ""));
          });
    }
  }
}
