package org.boot2docker.init.disk;

import java.util.List;

/**
 * What the disks hold that are there.
 *
 * @param candidates file systems that a data disk can be
 * @param requests disks that ask to be formatted
 */
record Present(List<Candidate> candidates, List<Request> requests) {}
