/**
 * The boot image: ISO 9660 with Rock Ridge and El Torito that is also a disk with an MBR and a GPT,
 * so that it boots with BIOS and UEFI from a CD and from a USB stick.
 *
 * <pre>{@code
 * HybridIso iso =
 *     new HybridIso(
 *         tree,
 *         "b2d-v28.5.2",
 *         time,
 *         Optional.of(new BiosBoot("isolinux/isolinux.bin", isohdpfx)),
 *         Optional.of(new EfiBoot("boot/efi.img")));
 * new IsoWriter(iso).write(out);
 * }</pre>
 *
 * <p>Specifications: ECMA-119; SUSP 1.12 and RRIP 1.12; El Torito 1.0; UEFI 2.10 chapters 5 and
 * 13.3; the MBR code is syslinux's isohdpfx.bin. The sector map is in docs/formats.md.
 */
package org.boot2docker.formats.iso;
