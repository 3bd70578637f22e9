package org.boot2docker.guest.programs.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.FakeSurroundings;
import org.boot2docker.guest.system.kernel.Linux;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Boots, news and accidents, on a disk that lasts from one boot to the next. */
class TlsTest {
  private static final long IMAGE = 1_790_000_000;
  private static final long NOW = IMAGE + 20 * Calendar.DAY;
  private static final byte[] FIRST = {10, 0, 2, 15};
  private static final byte[] SECOND = {10, 9, 8, 7};
  private static final String READY = "/run/boot2docker/tls/ready";

  private final FakeKernel kernel = new FakeKernel();
  private final CertificateLibrary library = new BouncyCastle();
  private final FakeSurroundings surroundings = new FakeSurroundings(kernel);

  @BeforeEach
  void prepareMachine() {
    kernel.file("/proc/sys/kernel/hostname", "boot2docker\n");
    kernel.file("/sys/class/net/lo/ifindex", "1\n");
    kernel.file("/sys/class/net/eth0/ifindex", "2\n");
    kernel.file("/sys/class/net/eth0/device/vendor", "0x1af4\n");
    kernel.file("/sys/class/net/docker0/ifindex", "3\n");
    surroundings.modified = IMAGE;
    surroundings.seconds = NOW;
    surroundings.address(1, 0, new byte[] {127, 0, 0, 1});
    surroundings.address(2, 0, FIRST);
    surroundings.address(3, 0, new byte[] {(byte) 172, 17, 0, 1});
  }

  private Certificates boot() {
    return tls().begin();
  }

  private Tls tls() {
    return new Tls(kernel, surroundings, library);
  }

  private Certificate server() {
    return library.read(kernel.text(Item.SERVER.path())).orElseThrow();
  }

  private List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (Item item : Item.values()) {
      texts.add(kernel.text(item.path()));
    }
    return texts;
  }

  private List<String> serverNames() {
    return server().names().stream().map(AltName::text).toList();
  }

  @Test
  void firstBootMakesAllFilesForAllAddressesThatLeadOut() {
    boot();

    assertThat(texts()).allMatch(text -> text.startsWith("-----BEGIN "));
    assertThat(serverNames())
        .containsExactly("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1", "boot2docker", "10.0.2.15");
    assertThat(kernel.exists(READY)).isTrue();
  }

  @Test
  void userGetsCopiesThatNobodyElseReads() {
    boot();

    String home = "/home/docker/.docker/";
    assertThat(kernel.text(home + "ca.pem")).isEqualTo(kernel.text(Item.CA.path()));
    assertThat(kernel.text(home + "cert.pem")).isEqualTo(kernel.text(Item.CLIENT.path()));
    assertThat(kernel.text(home + "key.pem")).isEqualTo(kernel.text(Item.CLIENT_KEY.path()));
    assertThat(kernel.calls).contains("chown 1000:50 /home/docker/.docker/key.pem.new");
  }

  @Test
  void secondBootChangesNothing() {
    boot();
    List<String> before = texts();
    boot();

    assertThat(texts()).isEqualTo(before);
  }

  @Test
  void logHoldsNoKey() {
    boot();

    for (String line : kernel.text(Item.CA_KEY.path()).split("\n")) {
      assertThat(kernel.log()).doesNotContain(line);
    }
    assertThat(kernel.log()).contains("localhost 127.0.0.1");
  }

  @Test
  void certificatesWaitForNoAddress() {
    surroundings.noAddresses();
    long start = kernel.millis();
    Tls tls = tls();
    Certificates certificates = tls.begin();

    assertThat(kernel.millis()).isEqualTo(start);
    assertThat(serverNames()).contains("localhost").doesNotContain("10.0.2.15");
    assertThat(kernel.exists(READY)).isTrue();

    surroundings.address(2, 0, FIRST);
    tls.update(certificates);
    assertThat(serverNames()).contains("localhost", "10.0.2.15");
  }

  /** Only a dockerd that listens by itself has to be started again for a new certificate. */
  @Test
  void whoeverMustStartDockerAgainIsTold() {
    Tls tls = tls();
    Certificates certificates = tls.begin();
    kernel.file("/proc/sys/kernel/hostname", "first-change\n");
    tls.update(certificates);
    assertThat(kernel.log()).doesNotContain("keeps its former certificate");

    kernel.file("/run/boot2docker/tls/read-by-docker", "");
    tls.update(certificates);
    assertThat(kernel.log()).as("nothing is new").doesNotContain("keeps its former certificate");
    kernel.file("/proc/sys/kernel/hostname", "second-change\n");
    tls.update(certificates);
    assertThat(kernel.log())
        .contains("Docker keeps its former certificate", "sudo /etc/init.d/docker restart");
  }

  @Test
  void newAddressIsAddedAndFormerOnesStay() {
    Tls tls = tls();
    Certificates certificates = tls.begin();
    surroundings.noAddresses();
    surroundings.address(2, 0, SECOND);
    tls.update(certificates);

    assertThat(serverNames()).contains("10.9.8.7", "10.0.2.15");
    String renewed = kernel.text(Item.SERVER.path());
    surroundings.noAddresses();
    surroundings.address(2, 0, FIRST);
    tls.update(certificates);
    assertThat(kernel.text(Item.SERVER.path())).as("back in the first network").isEqualTo(renewed);
  }

  @Test
  void newHostNameIsAddedUnlessItIsNone() {
    Tls tls = tls();
    Certificates certificates = tls.begin();
    kernel.file("/proc/sys/kernel/hostname", "build-7.example\n");
    tls.update(certificates);
    assertThat(serverNames()).contains("build-7.example");

    kernel.file("/proc/sys/kernel/hostname", "no name\n");
    tls.update(certificates);
    assertThat(serverNames()).doesNotContain("no name");
  }

  @Test
  void oldestOfManyFormerAddressesAreForgotten() {
    Tls tls = tls();
    Certificates certificates = tls.begin();
    for (int i = 1; i <= 40; i++) {
      surroundings.noAddresses();
      surroundings.address(2, 0, new byte[] {10, 1, 1, (byte) i});
      tls.update(certificates);
    }

    assertThat(serverNames())
        .hasSize(32)
        .contains("localhost", "10.1.1.40", "10.1.1.39")
        .doesNotContain("10.0.2.15", "10.1.1.1");
  }

  @Test
  void addressesThatWillChangeOrBelongToOthersAreLeftOut() {
    byte[] temporary = new byte[16];
    temporary[15] = 2;
    byte[] tentative = new byte[16];
    tentative[15] = 3;
    surroundings.address(2, 0x01, temporary);
    surroundings.address(2, 0x08, new byte[] {10, 0, 2, 99});
    surroundings.address(2, 0x40, tentative);
    surroundings.pointToPoint(2, new byte[] {10, 7, 0, 1}, new byte[] {10, 7, 0, 2});
    boot();

    assertThat(serverNames())
        .contains("0:0:0:0:0:0:0:3", "10.7.0.1")
        .doesNotContain("0:0:0:0:0:0:0:2", "10.0.2.99", "10.7.0.2");
  }

  @Test
  void interfacesAboveACardAndThoseOfTheProfileCount() {
    kernel.file("/sys/class/net/bond0/ifindex", "7\n");
    kernel.file("/sys/class/net/bond0/lower_eth0/ifindex", "2\n");
    kernel.file("/sys/class/net/tun0/ifindex", "8\n");
    kernel.file("/var/lib/boot2docker/profile", "export CERT_INTERFACES=\"eth1 tun0\"\n");
    surroundings.address(7, 0, new byte[] {10, 7, 7, 7});
    surroundings.address(8, 0, new byte[] {10, 8, 8, 8});
    boot();

    assertThat(serverNames()).contains("10.7.7.7", "10.8.8.8").doesNotContain("172.17.0.1");
  }

  @ParameterizedTest
  @EnumSource(
      value = Item.class,
      names = {"CA", "SERVER", "SERVER_KEY", "CLIENT", "CLIENT_KEY"})
  void anyFileButTheAuthoritysKeyHealsWithTheSameAuthority(Item item) {
    boot();
    String authority = kernel.text(Item.CA_KEY.path());
    for (String damage : List.of("", "\0\0\0", kernel.text(Item.CA_KEY.path()), "-----BEGIN ")) {
      kernel.file(item.path(), damage);
      boot();
      assertThat(kernel.text(Item.CA_KEY.path())).isEqualTo(authority);
      assertThatAllFits();
    }
  }

  @Test
  void lostKeyOfTheAuthorityMeansANewOneAndIsSaid() {
    boot();
    String former = kernel.text(Item.CA.path());
    kernel.file(Item.CA_KEY.path(), "garbage");
    boot();

    assertThatAllFits();
    assertThat(kernel.text(Item.CA.path())).isNotEqualTo(former);
    assertThat(kernel.text(Item.CA.path() + ".old")).isEqualTo(former);
    assertThat(kernel.text(Item.CA_KEY.path() + ".old")).isEqualTo("garbage");
    assertThat(kernel.log()).contains("damaged", "~/.docker");
  }

  /** Whatever files a power cut left, the next boot has all of them, and they fit. */
  @Test
  void everySubsetOfFilesHeals() {
    boot();
    List<String> all = texts();
    for (int subset = 0; subset < 1 << all.size(); subset++) {
      for (Item item : Item.values()) {
        kernel.unlink(item.path());
        if ((subset >> item.ordinal() & 1) != 0) {
          kernel.file(item.path(), all.get(item.ordinal()));
        }
      }
      boot();
      assertThatAllFits();
    }
  }

  private void assertThatAllFits() {
    List<String> before = texts();
    assertThat(before).allMatch(text -> text.startsWith("-----BEGIN "));
    boot();
    assertThat(texts()).as("the next boot finds nothing to mend").isEqualTo(before);
  }

  @Test
  void renewedThreeMonthsBeforeTheEndWithTheSameKeys() {
    boot();
    List<String> before = texts();
    surroundings.seconds = NOW + 3 * Calendar.YEAR - 91 * Calendar.DAY;
    boot();
    assertThat(texts()).isEqualTo(before);

    surroundings.seconds = NOW + 3 * Calendar.YEAR - 89 * Calendar.DAY;
    boot();
    assertThat(kernel.text(Item.SERVER.path())).isNotEqualTo(before.get(Item.SERVER.ordinal()));
    assertThat(kernel.text(Item.CLIENT.path())).isNotEqualTo(before.get(Item.CLIENT.ordinal()));
    for (Item kept : List.of(Item.CA, Item.CA_KEY, Item.SERVER_KEY, Item.CLIENT_KEY)) {
      assertThat(kernel.text(kept.path())).isEqualTo(before.get(kept.ordinal()));
    }
    assertThat(server().notAfter()).isEqualTo(surroundings.seconds + 3 * Calendar.YEAR);
  }

  @Test
  void clockBeforeTheImageOrAbsurdlyFarAfterIsNotBelieved() {
    for (long clock : new long[] {0, IMAGE - 1, 250_000_000_000L}) {
      surroundings.seconds = clock;
      kernel.unlink(Item.SERVER.path());
      boot();
      assertThat(server().notAfter()).isEqualTo(IMAGE + 3 * Calendar.YEAR);
    }
  }

  @Test
  void clockThatWasFarAheadForOneBootTakesNobodysTrustAway() {
    boot();
    String key = kernel.text(Item.CA_KEY.path());
    surroundings.seconds = NOW + 20 * Calendar.YEAR;
    boot();
    assertThat(kernel.text(Item.CA_KEY.path())).isEqualTo(key);
    List<String> renewed = texts();

    surroundings.seconds = NOW;
    boot();
    assertThat(texts()).isEqualTo(renewed);
  }

  @Test
  void diskThatCannotBeWrittenIsCoveredByMemory() {
    boot();
    kernel.failures.put("open " + Item.SERVER.path() + ".new", -Linux.ENOSPC);
    kernel.file("/proc/sys/kernel/hostname", "other\n");
    boot();

    assertThat(kernel.calls)
        .anyMatch(call -> call.startsWith("mount tmpfs tmpfs " + Store.DIRECTORY));
    assertThat(kernel.log()).contains("can't be written", "lost when the machine ends");
    assertThat(kernel.exists(READY)).isTrue();
  }
}
