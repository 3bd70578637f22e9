package org.boot2docker.guest.init.folders;

import static org.assertj.core.api.Assertions.assertThat;

import org.boot2docker.guest.system.kernel.FakeKernel;
import org.junit.jupiter.api.Test;

class ShareMounterTest {
  private static final String OPTIONS = "trans=virtio,version=9p2000.L,msize=512000,cache=mmap";

  private final FakeKernel kernel = new FakeKernel();

  private void offer(int number, String tag) {
    kernel.file("/sys/bus/virtio/drivers/9pnet_virtio/virtio" + number + "/mount_tag", tag + "\0");
  }

  private void run() {
    new ShareMounter(kernel).run();
  }

  private static String mounted(String tag, String path) {
    return "mount 9p " + tag + " " + path + " " + OPTIONS;
  }

  @Test
  void tagIsThePath() {
    offer(3, "/home/me/team");
    run();

    assertThat(kernel.calls).containsExactly(mounted("/home/me/team", "/home/me/team"));
    assertThat(kernel.exists("/home/me/team")).isTrue();
  }

  @Test
  void virtiofsIsFoundByItsTagToo() {
    kernel.file("/sys/fs/virtiofs/2/tag", "Users\n");
    run();

    assertThat(kernel.calls).containsExactly("mount virtiofs Users /Users");
  }

  @Test
  void tagThatIsTooLongForTheDeviceComesFromTheFirmwareConfiguration() {
    String path = "/home/somebody/with/a/long/path/to/the/project";
    offer(3, "boot2docker-0");
    kernel.file(
        "/sys/firmware/qemu_fw_cfg/by_name/opt/org.boot2docker/shares/boot2docker-0/raw", path);
    run();

    assertThat(kernel.calls).containsExactly(mounted("boot2docker-0", path));
  }

  @Test
  void outerFolderIsMountedBeforeTheInnerOne() {
    offer(3, "/team/inner");
    offer(4, "/team");
    run();

    assertThat(kernel.calls)
        .containsExactly(mounted("/team", "/team"), mounted("/team/inner", "/team/inner"));
  }

  @Test
  void whatIsMountedStaysAsItIs() {
    offer(3, "/my team");
    kernel.file("/proc/self/mounts", "/my\\040team /my\\040team 9p rw 0 0\n");
    run();

    assertThat(kernel.calls).isEmpty();
  }

  @Test
  void directoryWithFilesInItIsNeverHidden() {
    offer(3, "data");
    kernel.file("/data/important", "x");
    run();

    assertThat(kernel.calls).containsExactly(mounted("data", "/mnt/data"));
    assertThat(kernel.log()).containsPattern("<3>boot2docker: host folder data .*/data");
  }

  @Test
  void diskThatIsMountedIsNeverHidden() {
    offer(3, "/mnt/sda1");
    kernel.file("/mnt/sda1/var/lib/docker/image", "x");
    run();

    assertThat(kernel.calls).isEmpty();
    assertThat(kernel.log()).containsPattern("host folder /mnt/sda1 .*in use");
  }

  @Test
  void linkInAShareLeadsNoOtherShareIntoTheSystem() {
    offer(3, "/a/b/c");
    kernel.link("/a/b", "/etc");
    run();

    assertThat(kernel.calls).containsExactly(mounted("/a/b/c", "/mnt/a/b/c"));
  }

  @Test
  void homesAppearBesideTheGuestsOwn() {
    offer(3, "home");
    kernel.file("/home/docker/.ssh/authorized_keys", "key");
    kernel.file("/run/boot2docker/shares/home/me/.", "");
    kernel.file("/run/boot2docker/shares/home/docker/.", "");
    kernel.file("/run/boot2docker/shares/home/file", "");
    run();

    assertThat(kernel.calls)
        .containsExactly(
            mounted("home", "/run/boot2docker/shares/home"),
            "mount  /run/boot2docker/shares/home/me /home/me");
  }

  @Test
  void failedMountIsSaidAndTheOthersGoOn() {
    offer(3, "/a");
    offer(4, "/b");
    kernel.failures.put(mounted("/a", "/a"), -5);
    run();

    assertThat(kernel.log()).containsPattern("host folder /a .*error 5");
    assertThat(kernel.calls).contains(mounted("/b", "/b"));
  }

  @Test
  void hostileTagIsSaidWithoutRepeatingIt() {
    offer(3, "../../etc");
    run();

    assertThat(kernel.calls).isEmpty();
    assertThat(kernel.log()).contains("host folder ").doesNotContain("etc");
  }
}
