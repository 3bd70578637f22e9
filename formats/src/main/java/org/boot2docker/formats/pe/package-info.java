/**
 * Programs of UEFI: sections are put behind those of a program, which makes a unified kernel image
 * of systemd's stub, and the sum is taken that a signature is of.
 *
 * <p>Follows Microsoft's PE Format, its "Windows Authenticode Portable Executable Signature
 * Format", and the UAPI Group's Unified Kernel Image, for 64-bit programs (PE32+).
 */
package org.boot2docker.formats.pe;
