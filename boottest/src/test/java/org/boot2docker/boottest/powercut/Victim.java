package org.boot2docker.boottest.powercut;

/** What is killed, and during what. */
enum Victim {
  /** QEMU, while Docker loads, pulls, builds, commits and writes. */
  QEMU_AT_WORK(0),
  /** QEMU, while it is saved. */
  QEMU_SAVING(2500),
  /** QEMU, while the guest boots. */
  QEMU_BOOTING(12_000),
  /** The process behind Docker's socket. */
  TUNNEL(0),
  /** The command that boots the machine. */
  UP(15_000),
  /** The command that resumes it. */
  RESUME(2500),
  /** The command that saves it. */
  SAVE(2500),
  /** The command that copies its disk. */
  SNAPSHOT(1500),
  /** The command that gives it another image. */
  UPGRADE(30_000),
  /** The command that imports an image. */
  IMPORT(3000);

  /** How long it works where nothing else does: later there is nothing to kill. */
  final int millis;

  Victim(int millis) {
    this.millis = millis;
  }
}
