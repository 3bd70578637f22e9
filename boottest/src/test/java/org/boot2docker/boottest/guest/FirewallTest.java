package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.LabExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program that dockerd takes for iptables does as iptables does: what dockerd and a network of
 * a user asked, recorded, is asked of both, each in a network namespace of its own.
 */
@Tag("nightly")
@Order(34)
@ExtendWith(LabExtension.class)
class FirewallTest {
  private static final String OURS = "/usr/lib/boot2docker/bin";

  /** The real one is called for what makes tables and deletes rules, and nearly nothing else. */
  private static final int MOST_REAL_CALLS = 30;

  /**
   * Obeys the recorded commands, with the programs of one directory, and says whether each was
   * done, which is all that dockerd asks; at "look" shows the rules, and how another directory's
   * programs answer all questions about them. A script in the place of the real program notes each
   * of our calls of it.
   */
  private static final String OBEY =
      """
      programs=$1; others=$2; log=$3
      mount --bind ~docker/note /usr/sbin/xtables-nft-multi
      shown() { for f in ip ip6; do ~docker/real/${f}tables-save | sed '/^#/d; s/\\[.*//'; done; }
      answer() { name=${2%% *}; NOTE=$3/$name "$1"/$2 > /dev/null 2>&1 && echo "did $2" || echo "refused $2"; }
      while read -r line; do
        if [ "$line" = look ]; then
          shown
          grep -e ' -C ' ~docker/commands | while read -r question; do
            answer $others "$question" /tmp/crossed
          done
        else
          answer $programs "$line" $log
        fi
      done < ~docker/commands
      shown
      """;

  @BeforeAll
  static void putCommandsIntoTheGuest(Guest guest, @TempDir Path directory) throws IOException {
    Path commands = directory.resolve("commands");
    try (InputStream recorded = FirewallTest.class.getResourceAsStream("firewall-commands")) {
      Files.copy(recorded, commands);
    }
    guest.upload(commands, "/home/docker/commands");
    guest.upload(text(directory, OBEY), "/home/docker/obey");
    String note =
        "#!/bin/sh\nmkdir -p ${NOTE%/*}; echo \"$*\" >> $NOTE; exec ~docker/real/${NOTE##*/} \"$@\"\n";
    guest.upload(text(directory, note), "/home/docker/note");
    guest.run(
        """
        chmod 755 note; mkdir -p real
        for name in iptables ip6tables iptables-save ip6tables-save; do
          cp /usr/sbin/xtables-nft-multi real/$name
        done
        """);
  }

  private static Path text(Path directory, String text) throws IOException {
    return Files.writeString(Files.createTempFile(directory, "text", ""), text);
  }

  @Test
  void dockersCommandsEndAndLeaveRulesAsWithIptables(Guest guest) throws IOException {
    List<String> real = obey(guest, "~docker/real", OURS, "/tmp/none");
    List<String> ours = obey(guest, OURS, "~docker/real", "/tmp/ours");

    assertThat(real)
        .contains(
            "-A DOCKER ! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT"
                + " --to-destination 172.17.0.2:80",
            "did iptables --wait -t filter -C DOCKER-ISOLATION-STAGE-2 -o docker0 -j DROP");
    assertThat(ours).isEqualTo(real);
    assertThat(guest.run("cat /tmp/ours/* | wc -l; sudo rm -r /tmp/ours /tmp/crossed").strip())
        .satisfies(count -> assertThat(Integer.parseInt(count)).isBetween(1, MOST_REAL_CALLS));
  }

  private static List<String> obey(Guest guest, String programs, String others, String log)
      throws IOException {
    String words = String.join(" ", programs, others, log);
    return guest.run("sudo unshare -n -m sh obey " + words).lines().toList();
  }
}
