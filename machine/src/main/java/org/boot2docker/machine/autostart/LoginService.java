package org.boot2docker.machine.autostart;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;

/** How one operating system is told to start a machine at its user's login. */
sealed interface LoginService permits Systemd, Launchd, TaskScheduler {
  /** The file that tells it. */
  Path file();

  /** What is in the file. */
  String text();

  /** The encoding that the system reads. */
  Charset encoding();

  /** Commands that make the system read the file; each a program and its arguments. */
  List<List<String>> enabling();

  /** Commands that come before the file is deleted. */
  List<List<String>> disabling();

  /** The file that is there exactly while it is enabled. */
  Path sign();

  /** One more thing that the user can do; empty for none. */
  String note();
}
