package org.boot2docker.builder.containers;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.boot2docker.builder.step.BuildException;
import org.boot2docker.debian.download.Retry;
import org.boot2docker.debian.download.StallGuard;
import org.boot2docker.debian.sources.Proxies;
import org.boot2docker.formats.text.Progress;

/**
 * Asks registries (OCI Distribution Specification 1.1). Every wait and every answer has an end;
 * what authorizes a request never goes to another server than the one that it is for.
 */
final class RegistryClient {
  private static final int MOST_REDIRECTS = 5;
  private static final int MOST_TOKEN = 1 << 20;
  private static final int LAST_PORT = 65_535;

  /** Too many requests (RFC 6585). */
  private static final int LIMITED = 429;

  /** Seconds. */
  private static final int LONGEST_PAUSE = 30;

  private final HttpClient client;
  private final Duration patience;
  private final Retry retry;
  private final Credentials credentials;
  private final Progress progress;
  private final Map<String, String> authorizations = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "registry-stall-guard");
            thread.setDaemon(true);
            return thread;
          });

  RegistryClient(
      ProxySelector proxies,
      Duration patience,
      Retry retry,
      Credentials credentials,
      Progress progress) {
    this.patience = patience;
    this.retry = retry;
    this.credentials = credentials;
    this.progress = progress;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(patience)
            .proxy(proxies)
            .build();
  }

  /** Takes an answer's bytes. */
  interface Reader<T> {
    T read(InputStream in) throws IOException;
  }

  /**
   * Where the registry of an image is. As Docker does, one on this machine is asked without TLS.
   *
   * @param registry host and port
   */
  static URI base(String registry) {
    URI plain = URI.create("http://" + registry + "/v2/");
    return Proxies.isThisMachine(plain) ? plain : URI.create("https://" + registry + "/v2/");
  }

  /**
   * Reads something of a repository.
   *
   * @param path below the repository: {@code manifests/latest}
   * @throws BuildException when the registry does not have it or does not let us have it
   * @throws IOException when the network fails for good
   */
  <T> T get(String registry, String repository, String path, String accept, Reader<T> reader)
      throws IOException {
    URI uri = base(registry).resolve(repository + "/" + path);
    requireHost(uri, "the image " + repository + " is in " + registry);
    Question question = new Question(registry, repository, uri, accept);
    try {
      return retry.run(
          uri, progress, BuildException.class::isInstance, () -> once(question, reader));
    } catch (IOException e) {
      throw e.getCause() instanceof LimitException ? limited(question) : e;
    }
  }

  /** There were too many requests, and trying again may help. */
  private static final class LimitException extends IOException {
    private static final long serialVersionUID = 1L;

    LimitException() {
      super("requests are limited");
    }
  }

  /** What is asked of whom. */
  private record Question(String registry, String repository, URI uri, String accept) {
    String place() {
      return registry + "/" + repository;
    }

    boolean isForOwner(URI other) {
      return uri.getAuthority().equals(other.getAuthority())
          && uri.getScheme().equals(other.getScheme());
    }
  }

  private <T> T once(Question question, Reader<T> reader) throws IOException {
    HttpResponse<InputStream> answer = follow(question);
    // The storage that a registry leads to may belong to somebody else: it gets no password.
    if (answer.statusCode() == 401 && question.isForOwner(answer.uri())) {
      answer.body().close();
      authorize(question, answer);
      answer = follow(question);
    }
    if (answer.statusCode() == LIMITED) {
      answer = afterPause(question, answer);
    }
    try (InputStream body = new StallGuard(answer.body(), patience, timer)) {
      check(question, answer.statusCode());
      return reader.read(body);
    }
  }

  /** Asks once more, after the time that the registry wants us to wait, if that is short. */
  private HttpResponse<InputStream> afterPause(Question question, HttpResponse<InputStream> limited)
      throws IOException {
    String wanted = limited.headers().firstValue("Retry-After").orElse("");
    limited.body().close();
    if (!wanted.matches("\\d{1,9}")) {
      throw new LimitException();
    } else if (Integer.parseInt(wanted) > LONGEST_PAUSE) {
      throw limited(question);
    }
    progress.say(question.registry() + " limits requests: waiting for " + wanted + " s");
    try {
      Thread.sleep(Duration.ofSeconds(Integer.parseInt(wanted)).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    return follow(question);
  }

  private HttpResponse<InputStream> follow(Question question) throws IOException {
    URI uri = question.uri();
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      HttpRequest.Builder request = request(uri).header("Accept", question.accept());
      String authorization = authorizations.get(question.place());
      if (authorization != null && question.isForOwner(uri)) {
        request.header("Authorization", authorization);
      }
      HttpResponse<InputStream> answer = send(request.build());
      Optional<String> location = answer.headers().firstValue("Location");
      if (answer.statusCode() / 100 != 3 || location.isEmpty()) {
        return answer;
      }
      answer.body().close();
      uri = redirected(uri, location.get());
    }
    throw new BuildException(
        question.uri() + " leads from one address to the next " + MOST_REDIRECTS + " times");
  }

  private static URI redirected(URI from, String location) throws BuildException {
    URI to;
    try {
      to = from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new BuildException(from + " leads to '" + location + "', which is no address", e);
    }
    boolean secure = "https".equals(to.getScheme());
    requireHost(to, from + " leads to " + to);
    if (!secure && "https".equals(from.getScheme())) {
      throw new BuildException(from + " leads to " + to + " without TLS: it is not followed");
    }
    return to;
  }

  /** Java's client takes others for a mistake of this program. */
  private static void requireHost(URI uri, String problem) throws BuildException {
    boolean possible =
        uri.getHost() != null
            && List.of("http", "https").contains(String.valueOf(uri.getScheme()))
            && uri.getPort() <= LAST_PORT;
    if (!possible) {
      throw new BuildException(
          problem + ", which is no address of a server: name another registry");
    }
  }

  private void authorize(Question question, HttpResponse<InputStream> answer) throws IOException {
    Optional<String> known = credentials.of(question.registry());
    Optional<Challenge> challenge =
        Challenge.of(
            answer.headers().allValues("WWW-Authenticate"),
            "repository:" + question.repository() + ":pull");
    if (challenge.isPresent() && challenge.get() instanceof Challenge.Bearer bearer) {
      authorizations.put(question.place(), "Bearer " + token(bearer.realm(), known, question));
    } else if (challenge.isPresent() && known.isPresent()) {
      authorizations.put(question.place(), "Basic " + known.get());
    } else {
      throw denied(question);
    }
  }

  private String token(URI realm, Optional<String> known, Question question) throws IOException {
    requireHost(realm, question.registry() + " wants a token from " + realm);
    boolean local = Proxies.isThisMachine(question.uri()) && Proxies.isThisMachine(realm);
    if (!"https".equals(realm.getScheme()) && !(local && "http".equals(realm.getScheme()))) {
      throw new BuildException(
          question.registry() + " wants a token from " + realm + ", without TLS: it is not asked");
    }
    HttpRequest.Builder request = request(realm);
    known.ifPresent(auth -> request.header("Authorization", "Basic " + auth));
    HttpResponse<InputStream> answer = send(request.build());
    try (InputStream body = new StallGuard(answer.body(), patience, timer)) {
      if (answer.statusCode() == 401 || answer.statusCode() == 403) {
        throw denied(question);
      } else if (answer.statusCode() == LIMITED) {
        throw new LimitException();
      } else if (answer.statusCode() != 200) {
        throw new IOException(realm + " answers " + answer.statusCode());
      }
      JsonNode json = SourceImage.json(body.readNBytes(MOST_TOKEN), "the answer of " + realm);
      String token = json.path("token").asText(json.path("access_token").asText());
      if (!token.matches("[A-Za-z0-9._~+/=-]+")) {
        throw new BuildException(realm + " gives no token: try again, or another registry");
      }
      return token;
    }
  }

  private static void check(Question question, int status) throws IOException {
    switch (status) {
      case 200:
        return;
      case 401, 403:
        throw denied(question);
      case LIMITED:
        throw new LimitException();
      case 404:
        throw new BuildException(
            question.uri() + " is not there: correct the image's name, tag or digest");
      default:
        throw new IOException("the registry answers " + status);
    }
  }

  private static BuildException denied(Question question) {
    return new BuildException(
        "the registry "
            + question.registry()
            + " does not let us read "
            + question.repository()
            + ": correct the name, or run docker login "
            + question.registry());
  }

  private static BuildException limited(Question question) {
    return new BuildException(
        "the registry "
            + question.registry()
            + " limits requests: run docker login "
            + question.registry()
            + ", or try later");
  }

  private HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri).timeout(patience).header("User-Agent", "boot2docker");
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
