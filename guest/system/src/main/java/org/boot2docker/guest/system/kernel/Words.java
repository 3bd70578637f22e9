package org.boot2docker.guest.system.kernel;

import java.util.List;
import org.teavm.interop.Address;
import org.teavm.interop.Strings;

/** Arrays of C strings as execve(2) takes them: pointers, the last of them zero. */
final class Words {
  private static final int POINTER = 8;

  private Words() {}

  /** An array that {@link #free} takes back. */
  static Address of(List<String> words) {
    Address array = Libc.malloc((words.size() + 1) * (long) POINTER);
    for (int i = 0; i < words.size(); i++) {
      array.add(i * POINTER).putAddress(Strings.toC(words.get(i)));
    }
    array.add(words.size() * POINTER).putLong(0);
    return array;
  }

  static void free(Address array) {
    for (int i = 0; array.add(i * POINTER).getLong() != 0; i++) {
      Libc.free(array.add(i * POINTER).getAddress());
    }
    Libc.free(array);
  }
}
