package org.boot2docker.machine.qmp;

import com.fasterxml.jackson.databind.JsonNode;

/** Something that happened in QEMU, such as {@code POWERDOWN}. */
public record QmpEvent(String name, JsonNode data) {}
