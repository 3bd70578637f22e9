package org.boot2docker.formats.elf;

/**
 * Elf64_Shdr, as far as it is needed.
 *
 * @param name where the name is in the section of names
 * @param type sh_type
 * @param address sh_addr, where it is in memory; 0 when it is not loaded
 * @param offset first byte in the file
 * @param size in bytes; in the file only if the type is not {@link #NO_BITS}
 */
public record Section(int name, int type, long address, long offset, long size) {
  static final int NO_BITS = 8;

  /** The address after its last byte. */
  public long end() {
    return address + size;
  }
}
