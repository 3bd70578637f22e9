package org.boot2docker.boottest.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.machine.model.MachineSpec;

/** Hands out the image and the guests; starting a guest ends the one before. */
public final class Lab implements AutoCloseable {
  /** Linux says so in one of hundreds of boots of an emulated machine with several processors. */
  private static final String STOPPED_TIMER = "kthread timer wakeup didn't happen";

  private Optional<BuiltImage> image = Optional.empty();
  private final List<Guest> beside = new ArrayList<>();
  private Optional<Guest> running = Optional.empty();
  private Optional<Guest> shared = Optional.empty();
  private Optional<AssertionError> broken = Optional.empty();

  /** The image, built at the first call. */
  public synchronized BuiltImage image() throws IOException {
    stopWhenBroken();
    if (image.isEmpty()) {
      try {
        image = Optional.of(BuiltImage.build());
      } catch (AssertionError | IOException e) {
        throw rememberBroken("the image can't be built", e);
      }
    }
    return image.get();
  }

  /** A lab of its own, with the same image, for a class that runs beside the others. Close it. */
  public synchronized Lab apart() throws IOException {
    return with(image());
  }

  /** A lab of its own with another image. Close it. */
  public static Lab with(BuiltImage image) {
    Lab lab = new Lab();
    lab.image = Optional.of(image);
    return lab;
  }

  /** Starts a guest and gives it back at once, still booting. */
  public Guest boot(String name, MachineSpec.Builder spec) throws IOException {
    return boot(name, spec, Map.of());
  }

  /** The same, with environment variables for the tool that starts it. */
  public synchronized Guest boot(
      String name, MachineSpec.Builder spec, Map<String, String> environment) throws IOException {
    close();
    Guest guest = Guest.start(name, fitting(spec).build(), environment);
    running = Optional.of(guest);
    return guest;
  }

  /** Starts another guest beside those that run; all end together. */
  public synchronized Guest bootBeside(String name, MachineSpec.Builder spec) throws IOException {
    Guest guest = Guest.start(name, fitting(spec).build(), Map.of());
    beside.add(guest);
    return guest;
  }

  /** A machine for what the image is for, with the logins that it has without our tool. */
  private MachineSpec.Builder fitting(MachineSpec.Builder spec) throws IOException {
    return spec.architecture(image().architecture()).passwordLogin();
  }

  /** The guest that most tests look at: booted by BIOS from CD, without a disk; Docker answers. */
  public synchronized Guest sharedGuest() throws IOException {
    BuiltImage built = image();
    if (shared.isEmpty() || !shared.get().machine().isRunning()) {
      try {
        shared = Optional.of(bootedToDocker(built));
      } catch (AssertionError | IOException e) {
        throw rememberBroken("the guest does not boot to Docker", e);
      }
    }
    return shared.get();
  }

  private Guest bootedToDocker(BuiltImage built) throws IOException {
    Guest guest = boot("bios-cd", MachineSpec.cd(built.iso()));
    try {
      guest.awaitDocker();
      return guest;
    } catch (AssertionError | IOException e) {
      if (!guest.consoleText().contains(STOPPED_TIMER)) {
        throw e;
      }
      System.out.println("bios-cd: a virtual processor's timer stands still: booted once more");
    }
    Guest again = boot("bios-cd", MachineSpec.cd(built.iso()));
    again.awaitDocker();
    return again;
  }

  /** The guest that runs now. */
  public synchronized Optional<Guest> running() {
    return running;
  }

  /** What every test needs fails once and not again after minutes in every test. */
  private AssertionError rememberBroken(String what, Throwable cause) {
    AssertionError error = new AssertionError(what + ": " + cause.getMessage(), cause);
    broken = Optional.of(error);
    return error;
  }

  private void stopWhenBroken() {
    if (broken.isPresent()) {
      throw broken.get();
    }
  }

  /** Ends the guests that run, all of them, also when one has an error. */
  @Override
  public synchronized void close() throws IOException {
    List<Guest> guests = new ArrayList<>(beside);
    running.ifPresent(guests::add);
    beside.clear();
    running = Optional.empty();
    shared = Optional.empty();
    Optional<IOException> error = Optional.empty();
    for (Guest guest : guests) {
      try {
        guest.close();
      } catch (IOException e) {
        error = Optional.of(e);
      }
    }
    if (error.isPresent()) {
      throw error.get();
    }
  }
}
