package org.boot2docker.formats.kmod;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes the smallest relocatable ELF file that depmod(8) takes for a module. */
final class TestModule {
  private static final int UNDEFINED = 0;
  private static final int ABSOLUTE = 0xFFF1;
  private static final int PROGRAM_DATA = 1;
  private static final int SYMBOL_TABLE = 2;
  private static final int STRING_TABLE = 3;

  private final Strings info = new Strings();
  private final Strings names = new Strings();
  private final ByteArrayOutputStream symbols = new ByteArrayOutputStream();
  private final Strings sectionNames = new Strings();
  private final ByteArrayOutputStream headers = new ByteArrayOutputStream();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  TestModule(String... modinfo) {
    List.of(modinfo).forEach(info::add);
    names.add("");
    symbols.writeBytes(new byte[24]);
  }

  /** Offers a symbol to other modules, with a version as CONFIG_MODVERSIONS makes it. */
  TestModule exports(String symbol) {
    symbol("__crc_" + symbol, ABSOLUTE);
    symbol("__ksymtab_" + symbol, ABSOLUTE);
    return this;
  }

  /** Needs a symbol of another module. */
  TestModule imports(String symbol) {
    symbol(symbol, UNDEFINED);
    return this;
  }

  private void symbol(String name, int section) {
    ByteBuffer entry = littleEndian(24);
    entry.putInt(names.add(name)).put((byte) 0x10).put((byte) 0).putShort((short) section);
    symbols.writeBytes(entry.array());
  }

  /** The file, followed by what would be a signature. */
  byte[] bytes() {
    List<byte[]> contents = new ArrayList<>();
    section("", 0, new byte[0], 0);
    section(".modinfo", PROGRAM_DATA, info.bytes(), 0);
    section(".symtab", SYMBOL_TABLE, symbols.toByteArray(), 3);
    section(".strtab", STRING_TABLE, names.bytes(), 0);
    int last = sectionNames.add(".shstrtab");
    header(last, STRING_TABLE, sectionNames.bytes(), 0);
    contents.add(fileHeader(64 + data.size()));
    contents.add(data.toByteArray());
    contents.add(headers.toByteArray());
    contents.add("~Module signature appended~\n".getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    contents.forEach(file::writeBytes);
    return file.toByteArray();
  }

  private void section(String name, int type, byte[] bytes, int link) {
    header(sectionNames.add(name), type, bytes, link);
  }

  private void header(int name, int type, byte[] bytes, int link) {
    ByteBuffer header = littleEndian(64);
    header.putInt(name).putInt(type).putLong(0).putLong(0);
    header.putLong(64 + data.size()).putLong(bytes.length).putInt(link).putInt(0).putLong(1);
    header.putLong(type == SYMBOL_TABLE ? 24 : 0);
    headers.writeBytes(header.array());
    data.writeBytes(bytes);
    // Tables of numbers are aligned.
    data.writeBytes(new byte[-data.size() & 7]);
  }

  private static byte[] fileHeader(long sections) {
    ByteBuffer header = littleEndian(64);
    header.put(new byte[] {0x7F, 'E', 'L', 'F', 2, 1, 1}).position(16);
    header.putShort((short) 1).putShort((short) 62).putInt(1).putLong(0).putLong(0);
    header.putLong(sections).putInt(0).putShort((short) 64).putShort((short) 0);
    header.putShort((short) 0).putShort((short) 64).putShort((short) 5).putShort((short) 4);
    return header.array();
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Strings that each end with a NUL. */
  private static final class Strings {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    int add(String text) {
      int at = out.size();
      out.writeBytes((text + "\0").getBytes(StandardCharsets.UTF_8));
      return at;
    }

    byte[] bytes() {
      return out.toByteArray();
    }
  }
}
