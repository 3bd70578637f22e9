package org.boot2docker.formats.iso;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.DeviceNode;

/** Collects what the Rock Ridge entries of one directory record say. */
final class SystemUse {
  /** A target of 4095 bytes takes three areas; the limit ends a circular chain. */
  private static final int MAX_AREAS = 16;

  private static final int TYPE_MASK = 0170000;
  private static final int CHARACTER = 0020000;
  private static final int BLOCK = 0060000;

  private final ByteArrayOutputStream name = new ByteArrayOutputStream();
  private final ByteArrayOutputStream target = new ByteArrayOutputStream();
  private boolean continuesComponent;
  private int mode = -1;
  private int uid;
  private int gid;
  private int major;
  private int minor;

  private SystemUse() {}

  static SystemUse read(ByteBuffer record, SectorInput in) throws IOException {
    SystemUse use = new SystemUse();
    int from = 33 + (record.get(32) & 0xFF | 1);
    ByteBuffer area =
        from < record.limit()
            ? record.slice(from, record.limit() - from).order(record.order())
            : ByteBuffer.allocate(0);
    for (int areas = 0; area.hasRemaining(); areas++) {
      if (areas == MAX_AREAS) {
        throw FormatException.at(
            SectorInput.FORMAT, 0, "system use entries go on without end, near");
      }
      area = use.readArea(area, in);
    }
    return use;
  }

  /** The next area, empty after the last. */
  private ByteBuffer readArea(ByteBuffer area, SectorInput in) throws IOException {
    ByteBuffer next = ByteBuffer.allocate(0);
    int at = 0;
    while (at + 4 <= area.limit() && area.get(at) != 0) {
      int length = area.get(at + 2) & 0xFF;
      if (length < 4 || at + length > area.limit()) {
        break;
      }
      ByteBuffer entry = area.slice(at, length).order(area.order());
      String signature = SectorInput.ascii(entry, 0, 2);
      if (signature.equals("CE") && length >= 28) {
        int size = Math.max(0, Math.min(entry.getInt(20), Sector.SIZE));
        next = in.read(entry.getInt(4), entry.getInt(12), size);
      } else {
        take(signature, entry);
      }
      at += length;
    }
    return next;
  }

  private void take(String signature, ByteBuffer entry) {
    int length = entry.limit();
    if (signature.equals("NM") && length > 5) {
      name.write(entry.array(), entry.arrayOffset() + 5, length - 5);
    } else if (signature.equals("PX") && length >= 36) {
      mode = entry.getInt(4);
      uid = entry.getInt(20) & Integer.MAX_VALUE;
      gid = entry.getInt(28) & Integer.MAX_VALUE;
    } else if (signature.equals("PN") && length >= 20) {
      takeDevice(entry.getInt(4), entry.getInt(12));
    } else if (signature.equals("SL")) {
      takeTarget(entry);
    }
  }

  private void takeDevice(int high, int low) {
    boolean small = high == 0 && low >>> 8 != 0;
    major = (small ? low >>> 8 : high) & 0xFFF;
    minor = small ? low & 0xFF : low & 0xFFFFF;
  }

  private void takeTarget(ByteBuffer entry) {
    int at = 5;
    while (at + 2 <= entry.limit() && at + 2 + (entry.get(at + 1) & 0xFF) <= entry.limit()) {
      int flags = entry.get(at);
      int length = entry.get(at + 1) & 0xFF;
      if ((flags & 8) != 0) {
        target.write('/');
      } else {
        if (!continuesComponent && target.size() > 0 && !target.toString().endsWith("/")) {
          target.write('/');
        }
        String dots = (flags & 2) != 0 ? "." : (flags & 4) != 0 ? ".." : "";
        target.writeBytes(dots.getBytes(StandardCharsets.US_ASCII));
        target.write(entry.array(), entry.arrayOffset() + at + 2, length);
      }
      continuesComponent = (flags & 1) != 0;
      at += 2 + length;
    }
  }

  Optional<String> name() {
    return name.size() == 0 ? Optional.empty() : Optional.of(name.toString(StandardCharsets.UTF_8));
  }

  Optional<String> target() {
    return target.size() == 0
        ? Optional.empty()
        : Optional.of(target.toString(StandardCharsets.UTF_8));
  }

  Attributes attributes(boolean directory) {
    int permissions = mode < 0 ? (directory ? 0755 : 0644) : mode & 07777;
    return new Attributes(permissions, uid, gid);
  }

  boolean isDevice() {
    int type = mode & TYPE_MASK;
    return mode >= 0 && (type == CHARACTER || type == BLOCK);
  }

  DeviceNode.Kind deviceKind() {
    return (mode & TYPE_MASK) == BLOCK ? DeviceNode.Kind.BLOCK : DeviceNode.Kind.CHARACTER;
  }

  int major() {
    return major;
  }

  int minor() {
    return minor;
  }
}
