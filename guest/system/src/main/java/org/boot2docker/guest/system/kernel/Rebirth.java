package org.boot2docker.guest.system.kernel;

import org.teavm.interop.Address;
import org.teavm.interop.Function;
import org.teavm.interop.Strings;

/**
 * What happens when PID 1 itself crashes: out of memory and broken invariants end in abort(), a
 * stack overflow in a segmentation fault.
 *
 * <p>A process that ended as PID 1 would take the kernel with it. So the signals' handler replaces
 * the program by a fresh one; children and their process ids stay. All it needs is made beforehand,
 * and kept outside the heap.
 */
final class Rebirth {
  private static final int SIGILL = 4;
  private static final int SIGBUS = 7;
  private static final int SIGFPE = 8;
  private static final int[] CRASHES = {SIGILL, Linux.SIGABRT, SIGBUS, SIGFPE, Linux.SIGSEGV};

  /** SA_ONSTACK: the ordinary stack may be the one that overflowed. */
  private static final int ON_OTHER_STACK = 0x08000000;

  /** struct sigaction of a 64-bit C library: handler, a set of 1024 signals, flags, restorer. */
  private static final int ACTION_BYTES = 152;

  private static final int FLAGS_OFFSET = 136;
  private static final int SIG_SETMASK = 2;
  private static final int SIGNAL_SET_BYTES = 128;
  private static final int STACK_BYTES = 65536;

  private static Address argv = Address.fromLong(0);
  private static Address environment = Address.fromLong(0);

  private Rebirth() {}

  static void prepare(String program) {
    argv = Libc.malloc(24);
    argv.putAddress(Strings.toC(program));
    argv.add(8).putAddress(Strings.toC("again"));
    argv.add(16).putLong(0);
    environment = Libc.malloc(8);
    environment.putLong(0);
    provideStack();
    unblockSignals();
    LibcProcesses.Handler handler =
        Function.get(LibcProcesses.Handler.class, Rebirth.class, "handle");
    Address action = Libc.malloc(ACTION_BYTES);
    for (int signal : CRASHES) {
      LibcProcesses.signal(signal, handler);
      LibcProcesses.sigaction(signal, Address.fromLong(0), action);
      action.add(FLAGS_OFFSET).putInt(ON_OTHER_STACK | action.add(FLAGS_OFFSET).getInt());
      LibcProcesses.sigaction(signal, action, Address.fromLong(0));
    }
    Libc.free(action);
  }

  /** The handler that brought us here ran with its signal blocked, and that is inherited. */
  private static void unblockSignals() {
    Address none = Libc.malloc(SIGNAL_SET_BYTES);
    Address.fillZero(none, SIGNAL_SET_BYTES);
    LibcProcesses.sigprocmask(SIG_SETMASK, none, Address.fromLong(0));
    Libc.free(none);
  }

  private static void provideStack() {
    Address stack = Libc.malloc(24);
    stack.putAddress(Libc.malloc(STACK_BYTES));
    stack.add(8).putLong(0);
    stack.add(16).putLong(STACK_BYTES);
    LibcProcesses.sigaltstack(stack, Address.fromLong(0));
    Libc.free(stack);
  }

  /** The signal handler: a child of init just ends, PID 1 restarts. */
  static void handle(int signal) {
    if (LibcProcesses.getpid() == 1) {
      LibcProcesses.execve(argv.getAddress(), argv, environment);
    }
    LibcProcesses.exit(128 + signal);
  }
}
