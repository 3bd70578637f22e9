/**
 * What an ELF file needs to run: its loader, its shared libraries and the symbol versions that it
 * asks of them. Only headers and the dynamic section are read, never the whole file.
 *
 * <p>Follows the System V gABI, chapters 4 and 5, and the LSB's symbol versioning, for 64-bit
 * little-endian files.
 */
package org.boot2docker.formats.elf;
