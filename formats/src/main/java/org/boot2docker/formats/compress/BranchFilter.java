package org.boot2docker.formats.compress;

import org.tukaani.xz.ARM64Options;
import org.tukaani.xz.FilterOptions;
import org.tukaani.xz.X86Options;

/** The xz filter that makes the targets of branch instructions absolute, so that they repeat. */
public enum BranchFilter {
  /** 32 and 64-bit x86. */
  X86,
  /** 64-bit ARM; Linux reads it from 6.12 on. */
  ARM64;

  FilterOptions options() {
    return switch (this) {
      case X86 -> new X86Options();
      case ARM64 -> new ARM64Options();
    };
  }
}
