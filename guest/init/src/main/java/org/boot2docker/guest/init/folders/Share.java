package org.boot2docker.guest.init.folders;

/**
 * A folder that the host offers.
 *
 * @param source the name that Linux mounts it by
 * @param tag the name that the host's user gave it
 */
record Share(Kind kind, String source, String tag) {
  /** How it is offered. */
  enum Kind {
    /**
     * QEMU's virtio-9p. Requests of 500 KiB, the most that Linux's virtio transport takes; nothing
     * is cached but what is mapped into memory, because the host changes files too.
     */
    NINE_P("9p", "trans=virtio,version=9p2000.L,msize=512000,cache=mmap"),
    /** A daemon such as virtiofsd; it decides on what is cached. */
    VIRTIOFS("virtiofs", "");

    private final String fileSystem;
    private final String options;

    Kind(String fileSystem, String options) {
      this.fileSystem = fileSystem;
      this.options = options;
    }

    String fileSystem() {
      return fileSystem;
    }

    String options() {
      return options;
    }
  }
}
