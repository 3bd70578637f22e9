package org.boot2docker.builder.step;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads from a class file which classes it uses (Java VM Specification, 4.4). */
final class ClassUses {
  private static final int MAGIC = 0xCAFEBABE;

  private ClassUses() {}

  /** The names of the classes that a class file uses. */
  static List<String> of(byte[] file) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
    if (in.readInt() != MAGIC) {
      throw new IOException("not a class file");
    }
    in.readInt(); // Version.
    Map<Integer, String> texts = new HashMap<>();
    List<Integer> classes = new ArrayList<>();
    int count = in.readUnsignedShort();
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> texts.put(i, in.readUTF());
        case 7 -> classes.add(in.readUnsignedShort());
        case 8, 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
        case 5, 6 -> {
          in.skipNBytes(8);
          i++; // A long or double takes two numbers.
        }
        default -> throw new IOException("unknown constant " + tag + " in a class file");
      }
    }
    return classes.stream().map(texts::get).map(ClassUses::element).toList();
  }

  /** Of an array the class of its elements; the rest stays as it is. */
  private static String element(String name) {
    return name.startsWith("[") ? name.replaceAll("^\\[+L?", "").replaceAll(";$", "") : name;
  }
}
