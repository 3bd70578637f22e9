package org.boot2docker.machine.folders;

import java.io.IOException;
import java.util.Optional;
import org.boot2docker.machine.ssh.ExecResult;
import org.boot2docker.machine.ssh.SshSession;

/**
 * The mounts of shared folders in a guest that is to be saved: QEMU can't save the server of 9p
 * while the guest uses it, and the guest mounts them again afterwards.
 */
public final class GuestFolders {
  /** Init looks for folders that are not mounted when this module appears. */
  private static final String MOUNT = "echo add >/sys/module/qemu_fw_cfg/uevent";

  /** Asks for it, and waits for some seconds until as many are mounted as there are devices. */
  private static final String COME_BACK =
      """
      %s
      devices=$(ls -d /sys/bus/virtio/drivers/9pnet_virtio/virtio* 2>/dev/null | wc -l)
      for try in $(seq 50); do
        mounted=$(grep ' 9p ' /proc/mounts | cut -d' ' -f1 | sort -u | wc -l)
        [ "$mounted" -lt "$devices" ] || break
        sleep 0.1
      done
      """
          .formatted(MOUNT);

  /**
   * Time of the guest, which stands still while it is saved: should nobody ask it to mount the
   * folders again, it does so by itself.
   */
  private static final int PATIENCE_SECONDS = 20;

  /** Containers have mounts of their own, which keep the server in use and are not to be lost. */
  private static final String LEAVE =
      """
      own=$(readlink /proc/1/ns/mnt)
      for mounts in $(grep -ls ' - 9p ' /proc/[0-9]*/mountinfo); do
        space=$(readlink "${mounts%%/mountinfo}/ns/mnt") || continue
        if [ "$space" != "$own" ]; then
          echo "a container uses one"
          exit 1
        fi
      done
      setsid sh -c 'sleep %d; %s' </dev/null >/dev/null 2>&1 &
      while read -r source place type rest; do
        [ "$type" != 9p ] || echo "$place"
      done </proc/mounts | sort -r | while read -r place; do
        place=$(printf '%%b' "$place")
        umount "$place" 2>/dev/null || { echo "a program uses $place"; exit 1; }
      done
      """
          .formatted(PATIENCE_SECONDS, MOUNT);

  private GuestFolders() {}

  /**
   * Unmounts them all. When that fails, those that were unmounted come back.
   *
   * @return what prevents it, for people; empty when none is mounted any more
   */
  public static Optional<String> leave(SshSession session) throws IOException {
    ExecResult result = session.exec("sudo sh -s", LEAVE);
    if (result.ok()) {
      return Optional.empty();
    }
    comeBack(session);
    String said = (result.out() + result.err()).strip();
    return Optional.of(said.isEmpty() ? "the guest keeps them" : said);
  }

  /** Has the guest mount those that are not mounted. */
  public static void comeBack(SshSession session) throws IOException {
    session.exec("sudo sh -s", COME_BACK);
  }
}
