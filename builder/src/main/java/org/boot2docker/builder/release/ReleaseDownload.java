package org.boot2docker.builder.release;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.boot2docker.builder.BuildException;
import org.boot2docker.formats.text.Progress;

/** Fetches a release, or one file of it with the sums, from a web server. */
public final class ReleaseDownload {
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final String base;
  private final Path folder;
  private final Progress progress;
  private final HttpClient client =
      HttpClient.newBuilder().followRedirects(Redirect.NORMAL).connectTimeout(PATIENCE).build();

  private ReleaseDownload(String base, Path folder, Progress progress) {
    this.base = base.endsWith("/") ? base : base + "/";
    this.folder = folder;
    this.progress = progress;
  }

  /**
   * Fetches what an address names: all files of a release, when it has sums below it, else the file
   * and the sums beside it. Nothing of it is verified yet.
   *
   * @param folder takes the files
   * @return the folder, or the file in it
   */
  public static Path fetch(String url, Path folder, Progress progress) throws IOException {
    ReleaseDownload release = new ReleaseDownload(url, folder, progress);
    if (release.get(Sums.SHA256, true)) {
      release.getSignatures();
      for (String name : Sums.read(folder.resolve(Sums.SHA256)).keySet()) {
        release.get(name, false);
      }
      return folder;
    }
    String trimmed = url.replaceFirst("/+$", "");
    int slash = trimmed.lastIndexOf('/');
    String name = trimmed.substring(slash + 1);
    if (name.isEmpty() || !name.matches("[A-Za-z0-9._+~-]+") || name.startsWith(".")) {
      throw new BuildException(url + " names no file of a release: give its folder or a file");
    }
    ReleaseDownload beside = new ReleaseDownload(trimmed.substring(0, slash), folder, progress);
    beside.get(Sums.SHA256, false);
    beside.getSignatures();
    beside.get(name, false);
    return folder.resolve(name);
  }

  private void getSignatures() throws IOException {
    get(Sums.SHA512, false);
    for (String ending : TrustedKeys.ENDINGS) {
      get(Sums.SHA256 + ending, true);
    }
  }

  private boolean get(String name, boolean optional) throws IOException {
    URI address = address(base + name.replace("+", "%2B"));
    HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
    try {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = response.body()) {
        if (response.statusCode() == NOT_FOUND && optional) {
          return false;
        }
        if (response.statusCode() != OK) {
          throw new BuildException(
              address + " answers " + response.statusCode() + ": check the address");
        }
        progress.say("Fetching " + name);
        Files.copy(in, folder.resolve(name));
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BuildException("fetching " + address + " was interrupted: run it again", e);
    } catch (java.net.ConnectException | java.net.http.HttpTimeoutException e) {
      throw new BuildException(address + " can't be reached: check the address", e);
    }
  }

  private static URI address(String url) throws BuildException {
    try {
      URI address = URI.create(url);
      if (List.of("http", "https").contains(String.valueOf(address.getScheme()))) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      throw new BuildException(url + " is no address: give one that begins with https://", e);
    }
    throw new BuildException(url + " is no address: give one that begins with https://");
  }
}
