package org.boot2docker.boottest.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.contract.FirmwareNames;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the profile's settings become dockerd's arguments and environment. */
class DockerScriptTest {
  private static final String PROFILE = "var/lib/boot2docker/profile";

  @TempDir private Path directory;
  private GuestScripts scripts;

  @BeforeEach
  void putScriptsThere() throws IOException {
    scripts = GuestScripts.in(directory);
    scripts.write("proc/net/if_inet6", "");
    scripts.write("run/boot2docker/tls/ready", "");
    for (String name : List.of("ca", "server", "serverkey")) {
      scripts.write("var/lib/boot2docker/tls/" + name + ".pem", "made at the first boot");
    }
  }

  private HostTool.Result start(String... arguments) throws IOException {
    String script = directory.resolve("usr/lib/boot2docker/docker").toString();
    String[] command = new String[arguments.length + 2];
    command[0] = "sh";
    command[1] = script;
    System.arraycopy(arguments, 0, command, 2, arguments.length);
    return scripts.run(command).succeeded();
  }

  private List<String> arguments(String profile) throws IOException {
    scripts.write(PROFILE, profile);
    return arguments(start());
  }

  private static List<String> arguments(HostTool.Result result) {
    return result.out().lines().filter(line -> line.matches("<[^0-9].*>")).toList();
  }

  private String ours(String option, String name) {
    return "<--" + option + "=" + directory + "/var/lib/boot2docker/tls/" + name + ".pem>";
  }

  /** A certificate and its key of the kind that docker-machine makes. */
  private void certificate(String name) throws IOException {
    HostTool.run(
            directory,
            "openssl",
            "req",
            "-x509",
            "-nodes",
            "-newkey",
            "rsa:2048",
            "-subj",
            "/CN=x",
            "-keyout",
            name + "-key.pem",
            "-out",
            name + ".pem")
        .succeeded();
  }

  @Test
  void withoutAProfileTheServiceHasThePortAndNothingIsSaid() throws IOException {
    assertThat(arguments(start()))
        .containsExactly(
            "<--host=unix:///var/run/docker.sock>",
            "<--containerd=/run/containerd/containerd.sock>",
            "<--pidfile=/var/run/docker.pid>",
            "<--shutdown-timeout=25>",
            "<--log-opt>",
            "<max-size=10m>",
            "<--log-opt>",
            "<max-file=3>");
    assertThat(scripts.console()).isEmpty();
    assertThat(state("service-stopped")).doesNotExist();
    assertThat(state("read-by-docker")).doesNotExist();
  }

  private Path state(String name) {
    return directory.resolve("run/boot2docker/tls/" + name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DOCKER_HOST='-H tcp://0.0.0.0:2376'",
        "EXTRA_ARGS='-H tcp://0.0.0.0:2376'",
        "EXTRA_ARGS='--label a=b\n--host=:2375'",
        "EXTRA_ARGS=--tlscert=/mine.pem"
      })
  void aProfileThatNamesAListenerHasDockerListenWithTls(String profile) throws IOException {
    assertThat(arguments(profile))
        .contains(
            "<--tlsverify>",
            ours("tlscacert", "ca"),
            ours("tlscert", "server"),
            ours("tlskey", "serverkey"))
        .anyMatch(word -> word.contains(":237"));
    assertThat(state("service-stopped")).exists();
    assertThat(state("read-by-docker")).exists();

    assertThat(arguments("")).hasSize(8);
    assertThat(state("service-stopped")).as("the service is started again").doesNotExist();
    assertThat(state("read-by-docker")).doesNotExist();
  }

  /** As init starts it: with a socket, and the process id that dockerd will have. */
  private List<String> argumentsWithSocket(String profile) throws IOException {
    scripts.write(PROFILE, profile);
    String script = directory.resolve("usr/lib/boot2docker/docker").toString();
    String passing = "export LISTEN_FDS=1 LISTEN_PID=$$; exec sh " + script + " 3< " + script;
    return arguments(scripts.run("sh", "-c", passing).succeeded());
  }

  @Test
  void theSocketThatInitOpenedIsTheUnixSocket() throws IOException {
    assertThat(argumentsWithSocket("DOCKER_HOST='-H unix:///var/run/docker.sock'"))
        .startsWith("<--host=fd://>")
        .noneMatch(word -> word.contains("unix:") || word.contains("tcp:"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-G staff", "--label a=b\n--group=staff"})
  void forAnotherGroupDockerMakesASocketOfItsOwnBesideIt(String options) throws IOException {
    assertThat(argumentsWithSocket("EXTRA_ARGS='" + options + "'"))
        .contains("<--host=fd://>", "<--host=unix:///var/run/docker.sock>");
  }

  @Test
  void aGroupInDaemonJsonCountsToo() throws IOException {
    scripts.write("etc/docker/daemon.json", "{\"debug\": true}");
    assertThat(argumentsWithSocket("")).noneMatch(word -> word.contains("unix:"));
    scripts.write("etc/docker/daemon.json", "{\"group\": \"staff\"}");
    assertThat(argumentsWithSocket("")).contains("<--host=unix:///var/run/docker.sock>");
  }

  @Test
  void withoutCertificatesNoPortIsOpened() throws IOException {
    Files.delete(directory.resolve("var/lib/boot2docker/tls/server.pem"));
    assertThat(arguments("DOCKER_HOST='-H tcp://0.0.0.0:2376'"))
        .hasSize(8)
        .noneMatch(word -> word.contains("tcp://"));
    assertThat(scripts.console()).contains("Unix socket only");
  }

  @Test
  void logsAreBoundedUnlessTheUserSaysSomethingAboutThem() throws IOException {
    Files.createDirectories(directory.resolve("mnt/vda1/docker"));
    Files.createSymbolicLink(
        directory.resolve("var/lib/docker"), directory.resolve("mnt/vda1/docker"));
    assertThat(arguments("")).containsSubsequence("<max-size=20m>", "<max-file=5>");
    assertThat(arguments("EXTRA_ARGS='--debug --log-opt max-size=1g'"))
        .contains("<max-size=1g>")
        .noneMatch(word -> word.contains("max-file"));
    assertThat(arguments("EXTRA_ARGS=--log-driver=local"))
        .noneMatch(word -> word.contains("max-size"));
    scripts.write("etc/docker/daemon.json", "{\"log-opts\": {\"labels\": \"a\"}}");
    assertThat(arguments("")).noneMatch(word -> word.contains("max-size"));
    assertThat(arguments(start("fallback"))).contains("<max-size=20m>");
  }

  @Test
  void hostGatewayIsTheHostThatUpNamesUnlessTheUserNamesAnother() throws IOException {
    scripts.write("sys/firmware/qemu_fw_cfg/by_name/opt/org.boot2docker/host/raw", "10.0.2.2");
    assertThat(arguments("")).contains("<--host-gateway-ip=10.0.2.2>");
    assertThat(arguments("EXTRA_ARGS=--host-gateway-ip=10.1.1.1"))
        .contains("<--host-gateway-ip=10.1.1.1>")
        .doesNotContain("<--host-gateway-ip=10.0.2.2>");
    scripts.write("etc/docker/daemon.json", "{\"host-gateway-ips\": [\"10.1.1.1\"]}");
    assertThat(arguments("")).noneMatch(word -> word.contains("host-gateway"));
  }

  @Test
  void onAKernelWithoutIpv6ItListensOnIpv4() throws IOException {
    Files.delete(directory.resolve("proc/net/if_inet6"));
    assertThat(arguments("EXTRA_ARGS=--tlscert=/mine.pem")).contains("<--host=tcp://0.0.0.0:2376>");
  }

  @Test
  void namesThatQemuGivesAreInTheHostsFileOnce() throws IOException {
    scripts.write("etc/hosts", "127.0.0.1 localhost\n");
    String given = "sys/firmware/qemu_fw_cfg/by_name/" + FirmwareNames.HOSTS + "/raw";
    scripts.write(given, "10.98.0.2 b\n10.98.0.3 c\n");

    arguments("");
    arguments("");

    assertThat(directory.resolve("etc/hosts"))
        .hasContent("127.0.0.1 localhost\n10.98.0.2 b\n10.98.0.3 c\n");
  }

  @Test
  void extraArgumentsAreWordsAndNoPatterns() throws IOException {
    assertThat(arguments("EXTRA_ARGS='\n--label a=b\n  --label   c=*\n\n--debug'"))
        .endsWith("<--label>", "<a=b>", "<--label>", "<c=*>", "<--debug>");
  }

  @Test
  void hostsStorageAndDirectoryBecomeOptions() throws IOException {
    assertThat(
            arguments(
                "DOCKER_HOST='-H tcp://0.0.0.0:2376 -H unix:// --host=tcp://[::1]:99'\n"
                    + "DOCKER_STORAGE=overlay2\nDOCKER_DIR='/mnt/a b'"))
        .contains("<--data-root=/mnt/a b>", "<--storage-driver=overlay2>")
        .containsOnlyOnce("<--host=unix:///var/run/docker.sock>")
        .endsWith("<--host=tcp://0.0.0.0:2376>", "<--host=tcp://[::1]:99>");
    assertThat(scripts.console()).isEmpty();
  }

  @Test
  void storageDriversThatAreGoneAreNotAskedFor() throws IOException {
    assertThat(arguments("DOCKER_STORAGE=aufs")).noneMatch(word -> word.contains("storage"));
    assertThat(scripts.console()).contains("aufs");
  }

  @Test
  void aListenerOfTheUsersOwnIsNotDoubled() throws IOException {
    assertThat(arguments("EXTRA_ARGS='-H tcp://0.0.0.0:2376'"))
        .noneMatch(word -> word.contains("[::]"));
  }

  @Test
  void withoutTlsOnlyWhenTheProfileSaysSoAndThatIsSaid() throws IOException {
    assertThat(arguments("DOCKER_TLS=no"))
        .contains("<--tls=false>", "<--host=tcp://[::]:2375>")
        .noneMatch(word -> word.contains("2376"));
    assertThat(scripts.console()).contains("<3>boot2docker: Docker listens without TLS");
    assertThat(state("service-stopped")).exists();
    assertThat(arguments("DOCKER_TLS=perhaps")).noneMatch(word -> word.contains("tcp://"));
  }

  @Test
  void exportsReachDockerAndOurSettingsDoNot() throws IOException {
    scripts.write(PROFILE, "export \"HTTP_PROXY=http://u:p@h:1\"\nDOCKER_TLS=yes\nOTHER=1\n");
    String out = start().out();
    assertThat(out).contains("export HTTP_PROXY='http://u:p@h:1'");
    assertThat(out).doesNotContain("DOCKER_TLS").doesNotContain("OTHER");
  }

  @Test
  void programsAreFoundWhateverTheProfileDoesToPath() throws IOException {
    assertThat(arguments("export PATH=/nothing IFS=-")).contains("<--shutdown-timeout=25>");
    assertThat(start().out())
        .contains(
            "export PATH='%1$s/usr/lib/boot2docker/bin:%1$s/programs:/nothing'"
                .formatted(directory));
  }

  @Test
  void aBrokenProfileIsNamedOnTheConsoleAndDefaultsAreUsed() throws IOException {
    assertThat(arguments("EXTRA_ARGS='--label a=b\nDOCKER_TLS=no\n"))
        .hasSize(8)
        .noneMatch(word -> word.contains("label") || word.contains("tcp://"));
    assertThat(scripts.console())
        .startsWith("<3>boot2docker: /var/lib/boot2docker/profile ")
        .contains("line 1: the quote that begins here has no end")
        .hasLineCount(1);
  }

  @Test
  void certificatesOfTheProfileAreUsedWhenTheyFitAndElseOurs() throws IOException {
    certificate("server");
    certificate("other");
    String profile = "CACERT=%s/server.pem\nSERVERCERT=%s/server.pem\nSERVERKEY=%s/%s-key.pem\n";
    assertThat(arguments(profile.formatted(directory, directory, directory, "server")))
        .contains("<--tlskey=" + directory + "/server-key.pem>", "<--host=tcp://[::]:2376>");
    assertThat(scripts.console()).isEmpty();
    assertThat(state("service-stopped")).exists();
    assertThat(state("read-by-docker")).as("it isn't ours").doesNotExist();
    assertThat(arguments(profile.formatted(directory, directory, directory, "other")))
        .noneMatch(word -> word.contains("tls"));
    assertThat(scripts.console())
        .containsPattern("<3>boot2docker: .*certificates.*other-key.pem is not the key of");
  }

  @Test
  void asFallbackWhatDaemonJsonGotWrongIsSaid() throws IOException {
    scripts.write(
        "var/lib/boot2docker/log/docker.log",
        "level=error msg=earlier\n"
            + "unable to configure the Docker daemon: hosts: (from flag: [fd://])\n");
    start("fallback");
    assertThat(scripts.console()).contains(": unable to configure the Docker daemon: hosts");
  }

  @Test
  void asFallbackNothingOfTheUsersIsUsedAndTheReasonIsSaid() throws IOException {
    scripts.write(PROFILE, "EXTRA_ARGS=--nonsense\nDOCKER_TLS=no");
    scripts.write(
        "var/lib/boot2docker/log/docker.log",
        "level=info msg=starting\nStatus: unknown flag: --proxy=http://u:secret@h\n"
            + "See 'dockerd --help'.\n"
            + "      --option     invalid or failed\n".repeat(100)
            + ", Code: 125\n");
    assertThat(arguments(start("fallback")))
        .contains("<--config-file=/dev/null>")
        .noneMatch(word -> word.contains("nonsense") || word.contains("tcp://"));
    assertThat(scripts.console())
        .contains(": Status: unknown flag: --proxy=http://***@h")
        .contains("profile", "daemon.json", "sudo /etc/init.d/docker restart");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EXTRA_ARGS='--debug --bridge=br0'",
        "EXTRA_ARGS='--bridge br0 --debug'",
        "EXTRA_ARGS='-b br0'"
      })
  void aBridgeOfTheNetworkSettingsIsWaitedFor(String profile) throws Exception {
    assertThat(bridgeIsThereWhenDockerStarts(profile)).isTrue();
  }

  @Test
  void aBridgeOfDaemonJsonIsWaitedFor() throws Exception {
    scripts.write("etc/docker/daemon.json", "{\n  \"bridge\": \"br0\"\n}\n");
    assertThat(bridgeIsThereWhenDockerStarts("")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--bridge=none", "--bridge=docker0", "--debug"})
  void withoutABridgeNothingIsWaitedFor(String arguments) throws Exception {
    assertThat(bridgeIsThereWhenDockerStarts("EXTRA_ARGS='" + arguments + "'")).isFalse();
  }

  /** Init takes ten seconds for a success, after which there is no fallback. */
  @Test
  void bridgesThatNeverComeAreNotWaitedForLong() throws IOException {
    scripts.write("etc/docker/daemon.json", "{\"bridge\": \"br1\"}");
    long begun = System.nanoTime();
    assertThat(arguments("EXTRA_ARGS='--bridge=br0'")).contains("<--bridge=br0>");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
  }

  /** It comes a while after the script has begun. */
  private boolean bridgeIsThereWhenDockerStarts(String profile) throws Exception {
    Path bridge = directory.resolve("sys/class/net/br0");
    scripts.write(PROFILE, profile + "\n");
    Process later =
        new ProcessBuilder("sh", "-c", "sleep 1; mkdir -p " + bridge).inheritIO().start();
    start();
    boolean there = Files.exists(bridge);
    assertThat(later.waitFor()).isZero();
    return there;
  }

  @Test
  void aContainerThatStartsWithDockerHasItsTimeZones() throws IOException {
    scripts.write("usr/lib/boot2docker/zones", "echo zones are mounted\n");
    assertThat(start().out()).doesNotContain("zones are mounted");

    scripts.write(
        "var/lib/docker/containers/c1/hostconfig.json",
        "{\"Binds\":[\"/usr/share/zoneinfo:/usr/share/zoneinfo:ro\"]}");
    assertThat(start().out()).startsWith("zones are mounted\n");
  }

  /** dockerd makes a volume's directory first, and then the one of its files in it. */
  @Test
  void aVolumeThatAPowerCutLeftUnfinishedIsGone() throws IOException {
    Path volumes = directory.resolve("var/lib/docker/volumes");
    Files.createDirectories(volumes.resolve("unfinished"));
    Files.createDirectories(volumes.resolve("empty but finished/_data"));
    Files.createDirectories(directory.resolve("mnt/a b/volumes/unfinished"));
    scripts.write("var/lib/docker/volumes/metadata.db", "");
    start();
    assertThat(volumes.resolve("unfinished")).doesNotExist();
    assertThat(volumes.resolve("empty but finished/_data")).isDirectory();
    assertThat(volumes.resolve("metadata.db")).exists();
    scripts.write(PROFILE, "DOCKER_DIR='/mnt/a b'");
    start();
    assertThat(directory.resolve("mnt/a b/volumes")).isEmptyDirectory();
  }

  @Test
  void aBuildFromARepositoryIsToldThatThereIsNoGit() throws IOException {
    String git = directory.resolve("usr/lib/boot2docker/bin/git").toString();
    HostTool.Result result = scripts.run("sh", git, "init");
    assertThat(result.exit()).isEqualTo(127);
    assertThat(result.err()).contains("no git", "clone the repository");

    scripts.write("programs/git", "#!/bin/sh\necho \"the real one: $*\"\n");
    HostTool.run(directory, "chmod", "755", "programs/git").succeeded();
    assertThat(scripts.run("sh", git, "init", "a b").out()).isEqualTo("the real one: init a b\n");
  }
}
