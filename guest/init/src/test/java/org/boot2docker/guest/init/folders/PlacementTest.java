package org.boot2docker.guest.init.folders;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlacementTest {
  @ParameterizedTest
  @CsvSource({
    "/home/me/project, /home/me/project",
    "/Users, /Users",
    "Users, /Users",
    "team, /team",
    "/a//b/, /a/b",
    "/tmp/project, /tmp/project",
    "/root/project, /root/project",
    "/mnt/c, /mnt/c",
    "/home/dockerish, /home/dockerish",
    "/Users/me/My Files, /Users/me/My Files"
  })
  void tagsArePaths(String tag, String path) {
    assertThat(Placement.of(tag)).isEqualTo(new Placement.At(path, false));
  }

  @ParameterizedTest
  @CsvSource({
    "etc, /mnt/etc",
    "/usr/local/src, /mnt/usr/local/src",
    "/var/lib/docker, /mnt/var/lib/docker",
    "/tmp, /mnt/tmp",
    "root, /mnt/root",
    "/mnt, /mnt/mnt",
    "/home/docker, /mnt/home/docker",
    "/home/docker/.ssh, /mnt/home/docker/.ssh",
    "//etc, /mnt/etc"
  })
  void whatWouldHideTheSystemIsPutAside(String tag, String path) {
    assertThat(Placement.of(tag)).isEqualTo(new Placement.At(path, true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"home", "/home", "/home/"})
  void homesAreMixedWithTheGuests(String tag) {
    assertThat(Placement.of(tag)).isEqualTo(new Placement.Home());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "//", "..", "/a/../etc", "./a", "a\nb", "a\u001b[2J", "a\0b"})
  void hostileTagsAreRefused(String tag) {
    assertThat(Placement.of(tag)).isInstanceOf(Placement.Refused.class);
  }

  @Test
  void endlessTagIsRefused() {
    assertThat(Placement.of("/" + "a".repeat(2000))).isInstanceOf(Placement.Refused.class);
  }
}
