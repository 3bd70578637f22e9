/** What a local machine is made of, as plain data: image, disks, ports, architecture, firmware. */
@org.jspecify.annotations.NullMarked
package org.boot2docker.machine.model;
