package org.boot2docker.builder.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;

class CopyrightArchiveTest {
  private static byte[] written(Map<String, String> texts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CopyrightArchive.write(texts, Instant.parse("2026-11-23T10:11:12Z"), out);
    return out.toByteArray();
  }

  @Test
  void everyTextIsAtDebiansPlaceInAnyOrder() throws IOException {
    Map<String, String> texts = new LinkedHashMap<>(Map.of("runc", "Apache\n"));
    texts.put("busybox", "GPL\u00e9\n");
    assertThat(written(texts)).isEqualTo(written(new TreeMap<>(texts)));

    Map<String, String> read = new TreeMap<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new ByteArrayInputStream(written(texts)))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        read.put(entry.getName(), new String(tar.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    assertThat(read)
        .containsExactly(
            Map.entry("usr/share/doc/busybox/copyright", "GPL\u00e9\n"),
            Map.entry("usr/share/doc/runc/copyright", "Apache\n"));
  }
}
