package org.boot2docker.formats.elf;

/**
 * Elf64_Shdr, as far as it is needed.
 *
 * @param name where the name is in the section of names
 * @param type sh_type
 * @param offset first byte in the file
 * @param size in bytes; in the file only if the type is not {@link #NO_BITS}
 */
record Section(int name, int type, long offset, long size) {
  static final int NO_BITS = 8;
}
