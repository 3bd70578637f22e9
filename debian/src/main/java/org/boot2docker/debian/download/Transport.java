package org.boot2docker.debian.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Opens http:, https: and file: locations; every wait has an end. */
public final class Transport {
  private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-.*");

  private final HttpClient client;
  private final Duration patience;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "stall-guard");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * A transport.
   *
   * @param proxies which proxy to use for what
   * @param patience how long to wait for a connection, for an answer, and for the next byte
   */
  public Transport(ProxySelector proxies, Duration patience) {
    this.patience = patience;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1) // no upgrade header: some proxies choke on it
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(patience)
            .proxy(proxies)
            .build();
  }

  /**
   * Opens a location.
   *
   * @param offset the position to start at, if the server can
   * @throws NotFoundException when there is no such file
   * @throws ForbiddenException when the server doesn't let us have it
   * @throws IOException for anything else; another attempt may work
   */
  Body open(URI location, long offset) throws IOException {
    return switch (String.valueOf(location.getScheme()).toLowerCase(Locale.ROOT)) {
      case "file" -> openFile(location, offset);
      case "http", "https" -> openHttp(location, offset);
      default ->
          throw new NotFoundException(location + ": only http, https and file are supported");
    };
  }

  private static Body openFile(URI location, long offset) throws IOException {
    try {
      InputStream in = Files.newInputStream(Path.of(location.getPath()));
      try {
        in.skipNBytes(offset);
      } catch (IOException e) {
        in.close();
        return new Body(Files.newInputStream(Path.of(location.getPath())), 0);
      }
      return new Body(in, offset);
    } catch (NoSuchFileException e) {
      throw new NotFoundException(location + " does not exist");
    }
  }

  private Body openHttp(URI location, long offset) throws IOException {
    if (location.getHost() == null) {
      throw new NotFoundException(location + " has no host name");
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(location).timeout(patience).header("User-Agent", "boot2docker");
    if (offset > 0) {
      request.header("Range", "bytes=" + offset + "-");
    }
    HttpResponse<InputStream> response = send(request.build());
    StallGuard stream = new StallGuard(response.body(), patience, timer);
    switch (response.statusCode()) {
      case 200:
        return new Body(stream, 0);
      case 206:
        return new Body(stream, rangeStart(response));
      case 416:
        stream.close();
        if (offset == 0) {
          throw new IOException("the server answers 416 to a request for the whole");
        }
        return openHttp(location, 0);
      case 404, 410:
        stream.close();
        throw new NotFoundException(location + ": the server doesn't have it (404)");
      case 403:
        stream.close();
        throw new ForbiddenException(
            location + ": the server doesn't let us have it (403): name another server");
      default:
        stream.close();
        throw new IOException("the server answers " + response.statusCode());
    }
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (IllegalArgumentException e) {
      throw new IOException("it leads to no address (" + e.getMessage() + ")", e);
    }
  }

  private static long rangeStart(HttpResponse<?> response) throws IOException {
    String header = response.headers().firstValue("Content-Range").orElse("");
    Matcher range = RANGE.matcher(header);
    if (!range.matches()) {
      throw new IOException("the server sent no range that can be read");
    }
    return Long.parseLong(range.group(1));
  }
}
