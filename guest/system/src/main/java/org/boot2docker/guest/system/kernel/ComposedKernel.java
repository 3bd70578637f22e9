package org.boot2docker.guest.system.kernel;

import java.util.List;
import java.util.Optional;

/** A kernel put together from its parts; it only hands the calls on. */
abstract class ComposedKernel implements Kernel {
  private final Files files;
  private final Processes processes;
  private final Storage storage;
  private final Net net;
  private final Machine machine;

  /** Parts of the same kernel: a descriptor of one is a descriptor of all. */
  ComposedKernel(Files files, Processes processes, Storage storage, Net net, Machine machine) {
    this.files = files;
    this.processes = processes;
    this.storage = storage;
    this.net = net;
    this.machine = machine;
  }

  @Override
  public final int close(int fd) {
    return files.close(fd);
  }

  @Override
  public final int read(int fd, byte[] buffer) {
    return files.read(fd, buffer);
  }

  @Override
  public final int write(int fd, byte[] bytes, int offset, int length) {
    return files.write(fd, bytes, offset, length);
  }

  @Override
  public final int control(int fd, long request, byte[] argument) {
    return files.control(fd, request, argument);
  }

  @Override
  public final int[] pipe() {
    return files.pipe();
  }

  @Override
  public final boolean[] poll(int[] fds, long timeout) {
    return files.poll(fds, timeout);
  }

  @Override
  public final long millis() {
    return files.millis();
  }

  @Override
  public final int open(String path, int flags, int mode) {
    return files.open(path, flags, mode);
  }

  @Override
  public final long seek(int fd, long offset, int whence) {
    return files.seek(fd, offset, whence);
  }

  @Override
  public final int truncate(int fd, long length) {
    return files.truncate(fd, length);
  }

  @Override
  public final int flush(int fd) {
    return files.flush(fd);
  }

  @Override
  public final boolean exists(String path) {
    return files.exists(path);
  }

  @Override
  public final List<String> list(String directory) {
    return files.list(directory);
  }

  @Override
  public final Optional<String> readLink(String path) {
    return files.readLink(path);
  }

  @Override
  public final int makeDirectory(String path, int mode) {
    return files.makeDirectory(path, mode);
  }

  @Override
  public final int removeDirectory(String path) {
    return files.removeDirectory(path);
  }

  @Override
  public final int symbolicLink(String target, String path) {
    return files.symbolicLink(target, path);
  }

  @Override
  public final int makeNode(String path, int mode, int major, int minor) {
    return files.makeNode(path, mode, major, minor);
  }

  @Override
  public final int rename(String from, String to) {
    return files.rename(from, to);
  }

  @Override
  public final int unlink(String path) {
    return files.unlink(path);
  }

  @Override
  public final int changeMode(String path, int mode) {
    return files.changeMode(path, mode);
  }

  @Override
  public final int changeOwner(String path, int user, int group) {
    return files.changeOwner(path, user, group);
  }

  @Override
  public final int retouch(String path) {
    return files.retouch(path);
  }

  @Override
  public final int changeModeToItself(String path) {
    return files.changeModeToItself(path);
  }

  @Override
  public final int watcher() {
    return files.watcher();
  }

  @Override
  public final int watch(int watcher, String directory) {
    return files.watch(watcher, directory);
  }

  @Override
  public final int start(Command command) {
    return processes.start(command);
  }

  @Override
  public final int fork(Runnable task) {
    return processes.fork(task);
  }

  @Override
  public final int kill(int pid, int signal) {
    return processes.kill(pid, signal);
  }

  @Override
  public final Optional<Exit> reap() {
    return processes.reap();
  }

  @Override
  public final int signals(int... numbers) {
    return processes.signals(numbers);
  }

  @Override
  public final int readSignal(int fd) {
    return processes.readSignal(fd);
  }

  @Override
  public final int limit(int resource, long soft, long hard) {
    return processes.limit(resource, soft, hard);
  }

  @Override
  public final int changeDirectory(String path) {
    return processes.changeDirectory(path);
  }

  @Override
  public final int changeRoot(String path) {
    return processes.changeRoot(path);
  }

  @Override
  public final void survive(String program) {
    processes.survive(program);
  }

  @Override
  public final int mount(String source, String target, String type, long flags, String data) {
    return storage.mount(source, target, type, flags, data);
  }

  @Override
  public final int unmount(String target) {
    return storage.unmount(target);
  }

  @Override
  public final void sync() {
    storage.sync();
  }

  @Override
  public final int addPartition(int fd, int number, long start, long length) {
    return storage.addPartition(fd, number, start, length);
  }

  @Override
  public final int forgetPartition(int fd, int number) {
    return storage.forgetPartition(fd, number);
  }

  @Override
  public final int resizePartition(int fd, int number, long start, long length) {
    return storage.resizePartition(fd, number, start, length);
  }

  @Override
  public final int connect(String socketPath) {
    return net.connect(socketPath);
  }

  @Override
  public final int ueventSocket() {
    return net.ueventSocket();
  }

  @Override
  public final int routerSocket() {
    return net.routerSocket();
  }

  @Override
  public final int interfaceSocket() {
    return net.interfaceSocket();
  }

  @Override
  public final int firewallSocket() {
    return net.firewallSocket();
  }

  @Override
  public final int sendToRouters(int interfaceIndex, byte[] packet) {
    return net.sendToRouters(interfaceIndex, packet);
  }

  @Override
  public final int loadModule(int fd, String parameters) {
    return machine.loadModule(fd, parameters);
  }

  @Override
  public final int setHostName(String name) {
    return machine.setHostName(name);
  }

  @Override
  public final int consoleLevel(int level) {
    return machine.consoleLevel(level);
  }

  @Override
  public final int reboot(int how) {
    return machine.reboot(how);
  }
}
