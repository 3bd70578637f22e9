package org.boot2docker.guest.init.disk;

import java.util.List;
import org.boot2docker.formats.bytes.LittleEndian;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Linux;

/**
 * Has a power cut lose nothing that Docker has acknowledged, by two attributes that ext4 keeps for
 * each directory and that new files and directories in it inherit.
 *
 * <p>dockerd syncs what it writes about layers, but not the layers' files, and it renames files
 * without syncing their directory. So files of layers are written through the journal, which puts
 * them on the disk before or with what is written about them later; and where the last step of a
 * request is a rename, ext4 commits the journal before the rename returns.
 */
final class DockerStore {
  /** ioctls of linux/fs.h on 64 bits; the number has the size of a long, but an int is passed. */
  private static final long GET_ATTRIBUTES = 0x80086601L;

  private static final long SET_ATTRIBUTES = 0x40086602L;

  /** FS_JOURNAL_DATA_FL, chattr's +j: data goes through the journal. */
  static final int JOURNALED = 0x4000;

  /** FS_DIRSYNC_FL, chattr's +D: changes of a directory are on the disk when they return. */
  static final int SYNCED = 0x10000;

  private static final int EVERYBODY = 0755;
  private static final int OWNER = 0700;

  /** As dockerd makes it. */
  private static final int LAYERS = 0710;

  private static final int VOLUMES = 0701;

  /**
   * A directory in Docker's.
   *
   * @param path its path there
   * @param mode its mode when it isn't there yet
   * @param attributes what it gets
   */
  private record Place(String path, int mode, int attributes) {}

  /**
   * The order is that in which they are made. A directory above others has attributes only where
   * the others are to inherit them.
   */
  private static final List<Place> PLACES =
      List.of(
          new Place("/overlay2", LAYERS, JOURNALED),
          new Place("/image", OWNER, 0),
          new Place("/image/overlay2", OWNER, SYNCED),
          new Place("/image/overlay2/distribution", OWNER, 0),
          new Place("/image/overlay2/layerdb", OWNER, 0),
          new Place("/image/overlay2/imagedb", OWNER, 0),
          new Place("/image/overlay2/imagedb/content", OWNER, 0),
          new Place("/image/overlay2/imagedb/content/sha256", OWNER, SYNCED),
          new Place("/image/overlay2/imagedb/metadata", OWNER, 0),
          new Place("/image/overlay2/imagedb/metadata/sha256", OWNER, SYNCED),
          new Place("/containers", LAYERS, SYNCED),
          new Place("/swarm", OWNER, SYNCED),
          // What users write there is theirs to sync.
          new Place("/volumes", VOLUMES, 0),
          new Place("/network", EVERYBODY, 0),
          new Place("/network/files", EVERYBODY, JOURNALED),
          new Place("/buildkit", LAYERS, JOURNALED),
          new Place("/plugins", OWNER, JOURNALED | SYNCED),
          // Where containerd keeps the images, it syncs their files itself; its databases come
          // after.
          new Place("/containerd", OWNER, 0),
          new Place("/containerd/daemon", OWNER, 0),
          new Place("/containerd/daemon/io.containerd.metadata.v1.bolt", OWNER, JOURNALED),
          new Place("/containerd/daemon/io.containerd.snapshotter.v1.overlayfs", OWNER, JOURNALED),
          new Place(
              "/containerd/daemon/io.containerd.snapshotter.v1.overlayfs/snapshots", OWNER, 0));

  /** The database of volumes has a directory in common with them, so it can't inherit. */
  private static final String VOLUME_DATABASE = "/volumes/metadata.db";

  /** Where databases are that are written in place: through the journal their order is kept. */
  private static final List<String> DATABASES =
      List.of(
          "/volumes",
          "/network/files",
          "/buildkit",
          "/containerd/daemon/io.containerd.metadata.v1.bolt",
          "/containerd/daemon/io.containerd.snapshotter.v1.overlayfs");

  private final Files files;
  private final String root;
  private int refusal;

  private DockerStore(Files files, String root) {
    this.files = files;
    this.root = root;
  }

  /**
   * Makes Docker's directories, and gives them and the databases in them their attributes.
   *
   * @param root Docker's directory
   * @return 0, or the negative number of the first error
   */
  static int prepare(Files files, String root) {
    DockerStore store = new DockerStore(files, root);
    store.prepareAll();
    return store.refusal;
  }

  private void prepareAll() {
    for (Place place : PLACES) {
      boolean isNew = files.makeDirectory(root + place.path, place.mode) == 0;
      // A new one may have inherited what it is not to have.
      set(place.path, place.attributes, isNew ? JOURNALED | SYNCED : place.attributes);
    }
    int database =
        files.open(root + VOLUME_DATABASE, Linux.O_WRONLY | Linux.O_CREAT | Linux.O_CLOEXEC, 0600);
    files.close(database);
    for (String directory : DATABASES) {
      for (String name : files.list(root + directory)) {
        if (name.endsWith(".db")) {
          set(directory + "/" + name, JOURNALED, JOURNALED);
        }
      }
    }
  }

  /** Sets those attributes of a file that the mask has. */
  private void set(String path, int attributes, int mask) {
    if (mask == 0) {
      return;
    }
    int fd = files.open(root + path, Linux.O_RDONLY | Linux.O_CLOEXEC, 0);
    if (fd < 0) {
      refused(fd);
      return;
    }
    byte[] argument = new byte[Long.BYTES];
    refused(files.control(fd, GET_ATTRIBUTES, argument));
    long before = LittleEndian.get(argument, 0, Integer.BYTES);
    long after = (before & ~(long) mask) | attributes;
    if (after != before) {
      LittleEndian.put(argument, 0, Integer.BYTES, after);
      refused(files.control(fd, SET_ATTRIBUTES, argument));
    }
    files.close(fd);
  }

  private void refused(int result) {
    if (result < 0 && refusal == 0) {
      refusal = result;
    }
  }
}
