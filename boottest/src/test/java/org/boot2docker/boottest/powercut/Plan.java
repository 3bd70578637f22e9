package org.boot2docker.boottest.powercut;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What Docker is asked to make, in an order that the seed decides. */
final class Plan {
  /** How many kinds of work there are; the plain ones come first, those of a swarm last. */
  private static final int PLAIN = 5;

  private static final int WITHOUT_SWARM = 12;
  private static final int ALL = 15;

  /** More takes longer, and what a cut can damage is what was acknowledged shortly before it. */
  private static final int MOST_ACKNOWLEDGED = 2;

  private static final String LATEST = ":latest";

  private final Random random;
  private final RegistryImages registry;
  private final Deque<Work> again = new ArrayDeque<>();
  private final String prefix;
  private int number;

  Plan(Random random, RegistryImages registry, String prefix) {
    this.random = random;
    this.registry = registry;
    this.prefix = prefix;
  }

  /** What a power cut has prevented is to be made first. */
  synchronized void again(List<Work> works) {
    again.addAll(works);
  }

  /**
   * The next thing to make.
   *
   * @param plain whether Docker may mount no layer for it
   * @param swarm whether there is a swarm
   */
  synchronized Work next(boolean plain, boolean swarm) throws IOException {
    Optional<Work> unfinished = again.stream().filter(work -> work.isPlain() || !plain).findFirst();
    if (unfinished.isPresent()) {
      again.remove(unfinished.get());
      return unfinished.get();
    }
    number++;
    return switch (random.nextInt(plain ? PLAIN : swarm ? ALL : WITHOUT_SWARM)) {
      case 0 -> load();
      case 1 -> new Work.Import("import" + number, Contents.random(random, "imported"));
      case 2 -> pull();
      case 3 -> new Work.Tag("tag" + number);
      case 4 -> new Work.Removal(load());
      case 5 -> {
        Contents added = Contents.random(random, "built");
        yield random.nextBoolean()
            ? new Work.BuildKit("buildkit" + number, added, BaseImage.CONTENTS.with(added))
            : new Work.Build("build" + number, added, BaseImage.CONTENTS.with(added));
      }
      case 6 -> {
        Contents added = Contents.random(random, "added");
        yield new Work.Commit("commit" + number, added, BaseImage.CONTENTS.with(added));
      }
      case 7 -> new Work.Container("container" + number);
      case 8 -> new Work.Volume("volume" + number);
      case 9 -> new Work.Write("write" + number, Contents.random(random, "data"));
      case 10 -> new Work.Network("network" + number, subnet());
      case 11 -> new Work.Plugin("plugin" + number, Contents.random(random, "plugin"));
      case 12 -> new Work.Config("config" + number, Contents.random(random, "config"));
      case 13 -> new Work.Secret("secret" + number, "secret " + random.nextLong());
      default -> new Work.Service("service" + number);
    };
  }

  private Work.Load load() {
    return new Work.Load("load" + number + LATEST, Contents.random(random, "loaded"));
  }

  /** One of its own, away from QEMU's and Docker's. */
  private String subnet() {
    return "10.%d.%d.0/24".formatted(100 + number / 256, number % 256);
  }

  private Work pull() throws IOException {
    Contents contents = Contents.random(random, "pulled");
    return new Work.Pull(registry.push(prefix + "pull" + number, contents), contents);
  }

  /** When the power is cut. */
  Moment moment() {
    return new Moment(
        1 + random.nextInt(MOST_ACKNOWLEDGED), random.nextInt(2000), random.nextInt(3) > 0);
  }

  /**
   * A moment for a cut: just after Docker has acknowledged something is when most of it is in
   * memory only.
   *
   * @param acknowledged how many works Docker must have acknowledged
   * @param millis the time after that, in milliseconds
   * @param plain whether nothing is made for which Docker mounts a layer, from the boot on: Linux
   *     syncs the whole disk when that is unmounted, which hides what is not synced otherwise
   */
  record Moment(int acknowledged, int millis, boolean plain) {}
}
