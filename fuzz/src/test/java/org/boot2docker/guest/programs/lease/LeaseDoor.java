package org.boot2docker.guest.programs.lease;

import java.util.Map;
import java.util.Optional;
import org.boot2docker.guest.system.kernel.FakeKernel;
import org.boot2docker.guest.system.kernel.FakeSurroundings;

/** Lets the fuzzer in to the parsers of DHCP's options. */
public final class LeaseDoor {
  private LeaseDoor() {}

  /** What a DHCP client says, for both versions of IP; whether there is an address in it. */
  public static boolean lease(Map<String, String> variables) {
    FakeSurroundings surroundings = new FakeSurroundings(new FakeKernel());
    surroundings.variables.putAll(variables);
    Optional<Lease> lease = Lease.of(surroundings);
    lease.ifPresent(Lease::setup);
    Lease6.of(surroundings).ifPresent(Lease6::setup);
    return lease.isPresent();
  }
}
