package org.boot2docker.formats.kmod;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.boot2docker.formats.compress.Compression;
import org.boot2docker.formats.compress.Lzma2;
import org.boot2docker.formats.compress.Xz;
import org.boot2docker.formats.compress.Zstd;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.formats.tree.RegularFile;

/** A kernel package with few modules, which has all that matters of a real one. */
final class TestKernel {
  static final String RELEASE = "6.1.0-test";
  static final String DIRECTORY = "usr/lib/modules/" + RELEASE;

  static final byte[] EXT4 =
      new TestModule(
              "license=GPL",
              "alias=fs-ext4",
              "depends=jbd2,mbcache",
              "softdep=pre: crypto-crc32c post: notify missing",
              "name=ext4")
          .imports("jbd2_start")
          .imports("mb_cache_create")
          .bytes();

  private TestKernel() {}

  static FileTree tree() throws IOException {
    FileTree tree = new FileTree();
    put(tree, "kernel/fs/ext4/ext4.ko.xz", xz(EXT4));
    put(
        tree,
        "kernel/fs/jbd2/jbd2.ko.zst",
        zstd(
            new TestModule("depends=mbcache", "name=jbd2")
                .exports("jbd2_start")
                .imports("mb_cache_get")
                .bytes()));
    put(
        tree,
        "kernel/fs/mbcache.ko",
        new TestModule("depends=").exports("mb_cache_create").exports("mb_cache_get").bytes());
    put(tree, "kernel/fs/notify.ko", new TestModule("firmware=a.bin", "firmware=b.bin").bytes());
    put(
        tree,
        "kernel/arch/x86/crypto/crc32c-intel.ko.xz",
        xz(new TestModule("alias=crypto-crc32c", "alias=cpu:type:x86,*feature:*0094*").bytes()));
    put(
        tree,
        "kernel/crypto/crc32c_generic.ko.xz",
        xz(new TestModule("alias=crypto-crc32c", "alias=crc32c").bytes()));
    put(
        tree,
        "kernel/drivers/net/tun.ko",
        new TestModule("alias=devname:net/tun", "alias=char-major-10-200").bytes());
    tree.put(
        DIRECTORY + "/kernel/drivers/gpu/never-read.ko.xz",
        new RegularFile(Attributes.DATA, unreadable()));
    put(
        tree,
        "modules.builtin",
        "kernel/drivers/virtio/virtio_pci.ko\n".getBytes(StandardCharsets.UTF_8));
    put(
        tree,
        "modules.order",
        "kernel/fs/mbcache.ko\nkernel/fs/ext4/ext4.ko\nkernel/crypto/crc32c_generic.ko\n"
            .getBytes(StandardCharsets.UTF_8));
    return tree;
  }

  static void put(FileTree tree, String path, byte[] bytes) {
    tree.putFile(DIRECTORY + "/" + path, Content.of(bytes));
  }

  static byte[] xz(byte[] bytes) throws IOException {
    return compress(new Xz(Optional.empty(), Lzma2.LARGE.withDictionary(1 << 16)), bytes);
  }

  private static byte[] zstd(byte[] bytes) throws IOException {
    return compress(Zstd.fast(1), bytes);
  }

  private static byte[] compress(Compression compression, byte[] bytes) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream out = compression.compress(compressed)) {
      out.write(bytes);
    }
    return compressed.toByteArray();
  }

  private static Content unreadable() {
    return new Content() {
      @Override
      public long size() {
        return 1000;
      }

      @Override
      public InputStream open() throws IOException {
        throw new IOException("a module that nobody chose is read");
      }
    };
  }
}
