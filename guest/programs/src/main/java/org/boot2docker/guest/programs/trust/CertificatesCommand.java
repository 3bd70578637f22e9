package org.boot2docker.guest.programs.trust;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boot2docker.contract.FirmwareNames;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.programs.der.PemBlock;
import org.boot2docker.guest.system.device.FirmwareConfig;
import org.boot2docker.guest.system.kernel.Files;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Text;

/**
 * The applet {@code certificates}: adds the user's authorities to the image's, or, with {@code
 * check CA CERTIFICATE KEY}, says why dockerd can't use these.
 */
public final class CertificatesCommand {
  private static final String DIRECTORY = GuestPaths.CERTIFICATES;
  private static final String BUNDLE = "/etc/ssl/certs/ca-certificates.crt";

  /** The bundle as the image brought it, from the first time that something is added. */
  private static final String ORIGINAL = GuestPaths.RUN + "/ca-certificates.crt";

  /** Those of whoever started this machine under QEMU. */
  private static final String GIVEN = FirmwareConfig.path(FirmwareNames.CERTIFICATES);

  private static final int OUT = 1;

  private final Files files;
  private final Log log;

  /** Works on these files. */
  public CertificatesCommand(Files files) {
    this.files = files;
    this.log = new Log(files);
  }

  /** Runs it and gives the exit code. */
  public int run(List<String> arguments) {
    if (arguments.isEmpty()) {
      return addAll();
    }
    if (arguments.size() != 4 || !arguments.get(0).equals("check")) {
      print("usage: init certificates [check CA CERTIFICATE KEY]");
      return 2;
    }
    String problem = problem(arguments.get(1), arguments.get(2), arguments.get(3));
    if (!problem.isEmpty()) {
      print(problem);
    }
    return problem.isEmpty() ? 0 : 1;
  }

  private int addAll() {
    Optional<byte[]> original = original();
    if (original.isEmpty()) {
      log.error(BUNDLE + " can't be read, so nothing of " + DIRECTORY + " is added to it");
      return 1;
    }
    ByteArrayOutputStream bundle = new ByteArrayOutputStream();
    write(bundle, original.get());
    if (files.exists(GIVEN)) {
      add(GIVEN, bundle);
    }
    for (String name : files()) {
      add(DIRECTORY + "/" + name, bundle);
    }
    String text = new String(bundle.toByteArray(), StandardCharsets.ISO_8859_1);
    return log.check(Text.replace(files, BUNDLE, text, 0644), "writing " + BUNDLE) ? 0 : 1;
  }

  private static void write(ByteArrayOutputStream bundle, byte[] bytes) {
    bundle.write(bytes, 0, bytes.length);
  }

  private Optional<byte[]> original() {
    if (!files.exists(ORIGINAL)) {
      Optional<String> bundle = Text.read(files, BUNDLE);
      if (bundle.isEmpty() || Text.replace(files, ORIGINAL, bundle.get(), 0644) < 0) {
        return Optional.empty();
      }
    }
    return Text.bytes(files, ORIGINAL);
  }

  private List<String> files() {
    List<String> names = new ArrayList<>(files.list(DIRECTORY));
    names.removeIf(name -> !name.endsWith(".pem") && !name.endsWith(".crt"));
    names.sort(String::compareTo);
    return names;
  }

  private void add(String path, ByteArrayOutputStream bundle) {
    Optional<byte[]> content = Text.bytes(files, path);
    if (content.isEmpty()) {
      log.error(path + " can't be read: it is ignored");
      return;
    }
    CertificateFile file = CertificateFile.read(content.get());
    for (byte[] certificate : file.certificates()) {
      String text = PemBlock.encode(CertificateFile.LABEL, certificate);
      write(bundle, text.getBytes(StandardCharsets.US_ASCII));
    }
    int all = file.certificates().size() + file.damaged();
    if (all == 0) {
      log.error(path + " has no certificate in PEM or DER: it is ignored");
    } else if (file.damaged() > 0) {
      log.error(path + ": " + file.damaged() + " of " + all + " certificates damaged, left out");
    }
  }

  /** Why dockerd can't use these files; empty when it can. */
  private String problem(String authority, String certificate, String key) {
    for (String path : List.of(authority, certificate)) {
      Optional<byte[]> content = Text.bytes(files, path);
      if (content.isEmpty()) {
        return path + " can't be read";
      }
      CertificateFile file = CertificateFile.read(content.get());
      if (file.certificates().isEmpty() || file.damaged() > 0) {
        return path + " holds no certificate, or a damaged one";
      }
    }
    Optional<PrivateKeyFile> file = Text.bytes(files, key).map(PrivateKeyFile::read);
    if (file.isEmpty()) {
      return key + " can't be read";
    }
    if (!file.get().found()) {
      return key + " holds no private key, or an encrypted or damaged one";
    }
    byte[] server = CertificateFile.read(bytes(certificate)).certificates().get(0);
    return file.get().fits(server) ? "" : key + " is not the key of " + certificate;
  }

  private byte[] bytes(String path) {
    return Text.bytes(files, path).orElse(new byte[0]);
  }

  private void print(String line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    files.write(OUT, bytes, 0, bytes.length);
  }
}
