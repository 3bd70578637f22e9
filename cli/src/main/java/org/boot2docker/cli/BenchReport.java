package org.boot2docker.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.boot2docker.build.Manifest;
import org.boot2docker.build.Manifest.Part;
import org.boot2docker.machine.Machine;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.ssh.ExecResult;
import org.boot2docker.machine.ssh.SshSession;

/**
 * What {@code bench} measures.
 *
 * @param image the image's file
 * @param bytes its size
 * @param docker Docker's version
 * @param kernel the kernel's release
 * @param profile the profile it was built with
 * @param parts its pieces
 * @param accelerator what executed the guest
 * @param milliseconds from the start of the kernel to each event, in the order of time
 * @param memoryKiB the guest's memory after boot: total, available, used by programs and kernel,
 *     and taken by the file system in RAM
 */
record BenchReport(
    String image,
    long bytes,
    String docker,
    String kernel,
    String profile,
    List<Part> parts,
    String accelerator,
    Map<String, Long> milliseconds,
    Map<String, Long> memoryKiB) {

  /** Where init writes its times. */
  private static final String TIMELINE = "/run/boot2docker/timeline.json";

  private static final Pattern MEMINFO = Pattern.compile("(?m)^(\\w+):\\s+(\\d+) kB$");

  static BenchReport of(Path image, Manifest manifest, Machine machine) throws IOException {
    try (SshSession session = machine.ssh()) {
      return new BenchReport(
          image.toString(),
          Files.size(image),
          manifest.version(),
          manifest.kernel(),
          manifest.profile(),
          parts(Files.size(image), manifest),
          machine.status().accelerator(),
          times(output(session, "cat " + TIMELINE)),
          memory(output(session, "cat /proc/meminfo")));
    }
  }

  /** The manifest's parts, and what is left of the medium: loaders, EFI image, file system. */
  private static List<Part> parts(long bytes, Manifest manifest) {
    List<Part> parts = new ArrayList<>(manifest.parts());
    long known =
        parts.stream().filter(part -> part.in().equals("iso")).mapToLong(Part::bytes).sum();
    parts.add(new Part("boot loaders and ISO 9660", "iso", bytes - known));
    return parts;
  }

  private static String output(SshSession session, String command) throws IOException {
    ExecResult result = session.exec(command);
    if (!result.ok()) {
      throw new MachineException("'" + command + "' failed in the guest: " + result.err().strip());
    }
    return result.out();
  }

  private static Map<String, Long> times(String json) throws IOException {
    Map<String, Long> read = new ObjectMapper().readValue(json, new TypeReference<>() {});
    Map<String, Long> sorted = new LinkedHashMap<>();
    read.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(event -> sorted.put(event.getKey(), event.getValue()));
    return sorted;
  }

  private static Map<String, Long> memory(String meminfo) {
    Map<String, Long> fields = new LinkedHashMap<>();
    for (Matcher matcher = MEMINFO.matcher(meminfo); matcher.find(); ) {
      fields.put(matcher.group(1), Long.parseLong(matcher.group(2)));
    }
    long total = fields.getOrDefault("MemTotal", 0L);
    long available = fields.getOrDefault("MemAvailable", 0L);
    long files = fields.getOrDefault("Shmem", 0L);
    Map<String, Long> memory = new LinkedHashMap<>();
    memory.put("total", total);
    memory.put("available", available);
    memory.put("ram file system", files);
    memory.put("programs and kernel", total - available - files);
    return memory;
  }
}
