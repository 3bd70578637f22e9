package org.boot2docker.debian.deb;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.boot2docker.debian.compress.Decompressor;

/**
 * The outer archive of a .deb: ar(5) with names of at most 16 bytes, as deb(5) uses it.
 *
 * @param members in the order of the file
 */
record ArFile(Path file, List<Member> members) {

  /** One member; times are seconds since 1970. */
  record Member(String name, Instant modified, long offset, long size) {}

  private static final String MAGIC = "!<arch>\n";
  private static final int HEADER = 60;

  static ArFile read(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      if (in.length() < MAGIC.length() || !text(in, MAGIC.length()).equals(MAGIC)) {
        throw new IOException(file + " is not an ar archive, so not a Debian package");
      }
      List<Member> members = new ArrayList<>();
      while (in.getFilePointer() < in.length()) {
        Member member = header(in, file);
        members.add(member);
        in.seek(Math.min(in.length(), member.offset() + member.size() + member.size() % 2));
      }
      return new ArFile(file, members);
    }
  }

  private static Member header(RandomAccessFile in, Path file) throws IOException {
    long at = in.getFilePointer();
    if (in.length() - at < HEADER) {
      throw malformed(file, at, "is cut short, or has something after its end");
    }
    String header = text(in, HEADER);
    if (!header.endsWith("`\n")) {
      throw malformed(file, at, "has no ar header where one should be");
    }
    String name = header.substring(0, 16).stripTrailing().replaceFirst("/$", "");
    try {
      long modified = Long.parseLong(header.substring(16, 28).strip());
      long size = Long.parseLong(header.substring(48, 58).strip());
      if (size < 0 || size > in.length() - in.getFilePointer()) {
        throw malformed(file, at, "ends inside the member " + name);
      }
      return new Member(name, Instant.ofEpochSecond(modified), in.getFilePointer(), size);
    } catch (NumberFormatException e) {
      throw malformed(file, at, "has a bad number in an ar header");
    }
  }

  private static String text(RandomAccessFile in, int length) throws IOException {
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static IOException malformed(Path file, long offset, String what) {
    return new IOException(file + " " + what + " (byte " + offset + "): fetch the package again");
  }

  /** The bytes of a member, decompressed as its name says; at most so many. */
  InputStream open(Member member, long limit) throws IOException {
    return Decompressor.open(file, member.offset(), member.size(), member.name(), limit);
  }
}
