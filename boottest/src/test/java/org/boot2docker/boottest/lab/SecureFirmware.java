package org.boot2docker.boottest.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.boot2docker.machine.model.MachineSpec;

/** A PC whose firmware has Secure Boot on, and knows some keys. */
public final class SecureFirmware {
  private static final Path FOLDER = Path.of("/usr/share/OVMF");

  /** Says whose keys they are; any will do. */
  private static final String OWNER = "4c8f8a3c-2c5e-4e27-9a47-2f6d0a2b7d11";

  private final Path variables;

  private SecureFirmware(Path variables) {
    this.variables = variables;
  }

  /** One that knows Microsoft's keys. */
  public static SecureFirmware ofMicrosoft(Path directory) throws IOException {
    Path variables = directory.resolve("variables.fd");
    Files.copy(
        FOLDER.resolve("OVMF_VARS_4M.ms.fd"), variables, StandardCopyOption.REPLACE_EXISTING);
    return new SecureFirmware(variables);
  }

  /** One that knows no key but that of a certificate in PEM. */
  public static SecureFirmware of(Path certificate, Path directory) throws IOException {
    Path variables = directory.resolve("variables.fd");
    String file = certificate.toString();
    String empty = FOLDER.resolve("OVMF_VARS_4M.fd").toString();
    HostTool.run(
            directory,
            "virt-fw-vars",
            "--input",
            empty,
            "--output",
            variables.toString(),
            "--set-pk",
            OWNER,
            file,
            "--add-kek",
            OWNER,
            file,
            "--add-db",
            OWNER,
            file,
            "--sb")
        .succeeded();
    return new SecureFirmware(variables);
  }

  /** A machine with it that boots a CD. */
  public MachineSpec.Builder booting(Path iso) {
    return MachineSpec.cd(iso)
        .extraArguments(
            "-machine",
            "q35,smm=on",
            "-global",
            "driver=cfi.pflash01,property=secure,value=on",
            "-drive",
            "if=pflash,unit=0,format=raw,readonly=on,file="
                + FOLDER.resolve("OVMF_CODE_4M.secboot.fd"),
            "-drive",
            "if=pflash,unit=1,format=raw,file=" + variables);
  }
}
