package org.boot2docker.boottest.medium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.Lab;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.boottest.lab.Pause;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.model.FirmwareKind;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.model.MachineSpec;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A medium with a flipped bit boots to Docker, or the machine says what is wrong.
 *
 * <p>Linux and its RAM file system are all that a medium has but for a few hundred KB, and have
 * check sums. The programs that load them have none that is looked at (isolinux's own, of itself,
 * aside): a flipped bit in one of those may stop the machine without a word, which is counted and
 * no failure.
 *
 * <p>How many, and by which random numbers: {@code -Dboot2docker.flips.count=300
 * -Dboot2docker.flips.seed=7}; or {@code bench/flips}.
 */
@Order(63)
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(LabExtension.class)
class FlippedBitsTest {
  private static final String PROPERTY = "boot2docker.flips.";
  private static final int FLIPS = Integer.getInteger(PROPERTY + "count", 4);

  /** Without one each run draws the same bits: a change must not fail by chance. */
  private static final long SEED = Long.getLong(PROPERTY + "seed", 3);

  /** A few are all of parts that must not be silent, and of BIOS. */
  private static final int FIRST = FLIPS < Places.IN_A_ROW ? Places.FIRST_ANYWHERE : 0;

  /** Machines at a time; a few come beside other tests. */
  private static final int LANES = FLIPS < 20 ? 1 : 2;

  /** Several times what a boot takes. */
  private static final Duration LIMIT = Duration.ofMinutes(4);

  /** Nothing has come to Docker that has not shown anything new for so long. */
  private static final Duration STILL = Duration.ofSeconds(75);

  private static final int SECONDS_BETWEEN_LOOKS = 2;

  /** What firmware, loaders, Linux and init say when they give up. */
  private static final Pattern GIVES_UP =
      Pattern.compile(
          "Kernel panic - not syncing|boot2docker: damaged medium|boot2docker: too little memory"
              + "|System halted|[Cc]hecksum error|[Cc]orrupt|Failed to load|No bootable device"
              + "|Boot failed|BdsDxe: failed|Could not find kernel image|Invalid.*kernel|No DEFAULT"
              + "|error: |EFI stub: ERROR|!!!! X64 Exception|Security Violation|not a bootable|(?m)^boot:$");

  private static final int LAST = 300;

  private final Map<Part, Map<Verdict.Kind, Integer>> counts = new EnumMap<>(Part.class);
  private final List<String> silent = new ArrayList<>();

  @TempDir private Path directory;

  /** Three hundred take about an hour. */
  @Test
  @Timeout(value = 1, unit = TimeUnit.DAYS)
  void itBootsOrSaysWhatIsWrong(BuiltImage image) throws Exception {
    assumeTrue(image.architecture().hasBios(), "its media boot by UEFI only");
    System.out.printf("flipped bits: seed %d, %d of them%n", SEED, FLIPS);
    Places places = new Places(image.iso());
    Random random = new Random(SEED);
    List<Flip> flips = new ArrayList<>();
    for (int number = 0; number < FLIPS; number++) {
      flips.add(places.draw(FIRST + number, random));
    }
    ExecutorService lanes = Executors.newFixedThreadPool(LANES);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int lane = 0; lane < LANES; lane++) {
        running.add(lanes.submit(lane(image, flips, lane)));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      lanes.shutdownNow();
      System.out.print(report());
      Files.writeString(
          BuiltImage.workDirectory().resolve("flips.txt"), report(), StandardCharsets.UTF_8);
    }
    assertThat(silent).as(report()).isEmpty();
  }

  /** Every so many of them, on a copy of its own. */
  private Callable<Void> lane(BuiltImage image, List<Flip> flips, int lane) {
    return () -> {
      Path medium = directory.resolve("medium" + lane + ".iso");
      Files.copy(image.iso(), medium);
      try (Lab lab = Lab.with(image)) {
        for (int number = lane; number < flips.size(); number += LANES) {
          Flip flip = flips.get(number);
          Instant begun = Instant.now();
          flip.apply(medium);
          Verdict verdict = tryTwice(lab, medium, flip);
          flip.apply(medium);
          note(number, flip, verdict, Duration.between(begun, Instant.now()).toSeconds());
        }
      }
      assertThat(Files.mismatch(image.iso(), medium)).isEqualTo(-1);
      return null;
    };
  }

  /** An emulated kernel on a busy machine was seen to stand still by itself. */
  private static Verdict tryTwice(Lab lab, Path medium, Flip flip) throws IOException {
    Verdict verdict = tryOnce(lab, medium, flip);
    boolean counts = verdict.kind() == Verdict.Kind.SILENT && flip.part() != Part.LOADER;
    return counts ? tryOnce(lab, medium, flip) : verdict;
  }

  /** What answers, but not as a whole machine does, is as bad as one that says nothing. */
  private static Verdict tryOnce(Lab lab, Path medium, Flip flip) throws IOException {
    try {
      return boot(lab, medium, flip);
    } catch (IOException | AssertionError e) {
      return new Verdict(Verdict.Kind.SILENT, String.valueOf(e.getMessage()));
    } finally {
      lab.close();
    }
  }

  private synchronized void note(int number, Flip flip, Verdict verdict, long seconds) {
    counts
        .computeIfAbsent(flip.part(), part -> new TreeMap<>())
        .merge(verdict.kind(), 1, Integer::sum);
    String line =
        "%d (%s): %s after %d s: %s"
            .formatted(number, flip, verdict.kind(), seconds, verdict.said());
    System.out.println("flipped bit " + line);
    if (verdict.kind() == Verdict.Kind.SILENT && flip.part() != Part.LOADER) {
      silent.add(line);
    }
  }

  private static Verdict boot(Lab lab, Path medium, Flip flip) throws IOException {
    MachineSpec.Builder spec =
        MachineSpec.cd(medium).firmware(flip.firmware()).extraArguments("-vga", "std");
    Guest guest = lab.boot("flips", spec);
    Instant end = Instant.now().plus(LIMIT);
    Instant changed = Instant.now();
    String before = "";
    while (true) {
      if (answers(guest)) {
        return new Verdict(
            Verdict.Kind.WORKED, guest.run("docker version -f '{{.Server.Version}}'").strip());
      }
      String shown = shown(guest, flip);
      Matcher matcher = GIVES_UP.matcher(shown);
      if (matcher.find()) {
        return new Verdict(Verdict.Kind.SAID, lineAt(shown, matcher.start()));
      }
      Instant now = Instant.now();
      if (!shown.equals(before)) {
        before = shown;
        changed = now;
      }
      if (now.isAfter(end) || now.isAfter(changed.plus(STILL))) {
        return new Verdict(
            Verdict.Kind.SILENT, shown.substring(Math.max(0, shown.length() - LAST)));
      }
      Pause.seconds(SECONDS_BETWEEN_LOOKS);
    }
  }

  private static boolean answers(Guest guest) throws IOException {
    try {
      guest.machine().awaitSsh(Duration.ZERO, Progress.SILENT);
      return true;
    } catch (MachineException e) {
      return false;
    }
  }

  /** The serial console, and the screen where it has text. */
  private static String shown(Guest guest, Flip flip) throws IOException {
    String screen =
        flip.firmware() == FirmwareKind.BIOS && guest.machine().isRunning()
            ? TextScreen.read(guest.machine())
            : "";
    return screen + guest.consoleText();
  }

  private static String lineAt(String text, int at) {
    int end = text.indexOf('\n', at);
    return text.substring(text.lastIndexOf('\n', at) + 1, end < 0 ? text.length() : end).strip();
  }

  private synchronized String report() {
    StringBuilder text = new StringBuilder();
    int worked = count(Verdict.Kind.WORKED);
    int said = count(Verdict.Kind.SAID);
    int without = count(Verdict.Kind.SILENT);
    text.append(
        "seed %d: %d flipped bits, %d worked, %d stopped with a message, %d without one: %s%n"
            .formatted(SEED, worked + said + without, worked, said, without, counts));
    silent.forEach(line -> text.append("silent ").append(line).append('\n'));
    return text.toString();
  }

  private int count(Verdict.Kind kind) {
    return counts.values().stream().mapToInt(each -> each.getOrDefault(kind, 0)).sum();
  }
}
