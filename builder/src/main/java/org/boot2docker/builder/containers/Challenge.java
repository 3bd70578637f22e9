package org.boot2docker.builder.containers;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a server wants to be asked: its header {@code WWW-Authenticate} (RFC 9110, 11.6.1). */
sealed interface Challenge {

  /** With a token from another server (RFC 6750, and the token specification of distribution). */
  record Bearer(URI realm) implements Challenge {}

  /** With user and password (RFC 7617). */
  record Basic() implements Challenge {}

  /** The parameters of a scheme. */
  Pattern PARAMETER = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|([^,\\s]+))");

  /**
   * Reads the headers; of several the first that is known.
   *
   * @param scope what the token is for, if the server does not say
   */
  static Optional<Challenge> of(List<String> headers, String scope) {
    for (String header : headers) {
      String scheme = header.strip().split("\\s+", 2)[0].toLowerCase(Locale.ROOT);
      if (scheme.equals("bearer")) {
        Map<String, String> parameters = parameters(header);
        if (parameters.containsKey("realm")) {
          return token(parameters, scope);
        }
      } else if (scheme.equals("basic")) {
        return Optional.of(new Basic());
      }
    }
    return Optional.empty();
  }

  private static Map<String, String> parameters(String header) {
    Map<String, String> parameters = new HashMap<>();
    Matcher matcher = PARAMETER.matcher(header);
    while (matcher.find()) {
      String value = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
      parameters.put(matcher.group(1).toLowerCase(Locale.ROOT), value);
    }
    return parameters;
  }

  private static Optional<Challenge> token(Map<String, String> parameters, String scope) {
    String realm = parameters.getOrDefault("realm", "");
    String query = "scope=" + encoded(parameters.getOrDefault("scope", scope));
    if (parameters.containsKey("service")) {
      query = "service=" + encoded(parameters.getOrDefault("service", "")) + "&" + query;
    }
    try {
      return Optional.of(new Bearer(URI.create(realm + (realm.contains("?") ? "&" : "?") + query)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
