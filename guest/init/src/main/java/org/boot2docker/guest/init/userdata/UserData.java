package org.boot2docker.guest.init.userdata;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Text;
import org.boot2docker.guest.system.user.DockerUser;

/**
 * Unpacks {@code userdata.tar} into the home directory of the user docker, at every boot because
 * that directory may be in memory.
 *
 * <p>On a disk it may have been changed since: files that are there stay. Keys that may log in are
 * added to those that are there.
 */
public final class UserData {
  private static final String ARCHIVE = GuestPaths.USERDATA;
  private static final String SSH = ".ssh";
  private static final List<String> KEYS = List.of(SSH, "authorized_keys");

  /** Far more than keys and settings need; it is read into memory at once. */
  private static final int MOST_BYTES = 1 << 20;

  /** The console is for people: of a tar full of rubbish they needn't see every member. */
  private static final int MOST_LINES = 10;

  private final Files files;
  private final Log log;
  private final DockerUser user;
  private int refused;

  /** Unpacks into these files. */
  public UserData(Files files, Log log) {
    this.files = files;
    this.log = log;
    this.user = new DockerUser(files);
  }

  /** Unpacks what there is and can be unpacked, and says what can't. */
  public void unpack() {
    Optional<byte[]> start = Text.start(files, ARCHIVE, MOST_BYTES);
    if (start.isEmpty() && files.exists(ARCHIVE)) {
      log.error(ARCHIVE + " can't be read: nothing of it is in " + DockerUser.HOME);
    }
    byte[] archive = start.orElse(new byte[0]);
    for (Entry entry : TarReader.read(archive)) {
      if (entry instanceof Entry.Refused member) {
        refuse(member.name(), member.reason());
      } else if (entry instanceof Entry.Directory directory) {
        enter(directory.path(), directory.mode(), directory.path());
      } else if (entry instanceof Entry.File file) {
        write(file, archive);
      }
    }
    if (refused > MOST_LINES) {
      log.error("userdata.tar: " + (refused - MOST_LINES) + " more members were not unpacked");
    }
  }

  private void write(Entry.File file, byte[] archive) {
    List<String> path = file.path();
    List<String> parents = path.subList(0, path.size() - 1);
    if (!enter(parents, 0755, path)) {
      return;
    }
    String name = place(path);
    byte[] content = Arrays.copyOfRange(archive, file.offset(), file.offset() + file.length());
    if (files.exists(name)) {
      if (!path.equals(KEYS)) {
        return;
      }
      Optional<byte[]> present = Text.bytes(files, name);
      if (present.isEmpty()) {
        refuse(String.join("/", path), "has lines for a file that is there and can't be read");
        return;
      }
      content = withPresent(present.get(), content);
      if (Arrays.equals(content, present.get())) {
        return;
      }
    }
    int mode = path.get(0).equals(SSH) ? 0600 : file.mode() & 0755 | 0600;
    String aside = name + ".new";
    files.unlink(aside);
    int result = Text.write(files, aside, content, mode);
    files.changeMode(aside, mode);
    user.own(aside);
    result = result < 0 ? result : files.rename(aside, name);
    if (result < 0) {
      files.unlink(aside);
      refuse(String.join("/", path), "can't be written: error " + -result);
    }
  }

  /** What a file has that is there, and then the lines of the archive that it lacks. */
  private static byte[] withPresent(byte[] present, byte[] content) {
    // Characters that stand for bytes: comments may be in any encoding.
    String before = new String(present, StandardCharsets.ISO_8859_1);
    List<String> lines = new ArrayList<>(Text.lines(before));
    StringBuilder all = new StringBuilder(before);
    for (String line : Text.lines(new String(content, StandardCharsets.ISO_8859_1))) {
      if (!lines.contains(line)) {
        lines.add(line);
        all.append(all.isEmpty() || all.charAt(all.length() - 1) == '\n' ? "" : "\n");
        all.append(line).append('\n');
      }
    }
    return all.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Makes directories, outermost first; false when a link or a file is in the way. */
  private boolean enter(List<String> path, int mode, List<String> member) {
    for (int depth = 1; depth <= path.size(); depth++) {
      List<String> part = path.subList(0, depth);
      String directory = place(part);
      if (files.readLink(directory).isPresent()) {
        refuse(String.join("/", member), "would follow a link");
        return false;
      }
      int made = files.makeDirectory(directory, 0700);
      if (made >= 0) {
        boolean named = depth == path.size();
        int usual = named ? mode & 0755 | 0700 : 0755;
        files.changeMode(directory, part.get(0).equals(SSH) ? 0700 : usual);
        user.own(directory);
      } else if (made != -Linux.EEXIST) {
        refuse(String.join("/", member), "can't be made: error " + -made);
        return false;
      }
    }
    return true;
  }

  private static String place(List<String> path) {
    return DockerUser.HOME + "/" + String.join("/", path);
  }

  private void refuse(String name, String reason) {
    refused++;
    if (refused <= MOST_LINES) {
      log.error("userdata.tar: " + name + " " + reason + "; it was not unpacked");
    }
  }
}
