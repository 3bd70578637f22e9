package org.boot2docker.builder.release;

import org.boot2docker.formats.text.Markup;

/** Static pages, without scripts, fonts or pictures from elsewhere. */
final class Html {
  private Html() {}

  static String page(String title, String body) {
    return """
        <!DOCTYPE html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>{title}</title>
        <style>
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; }
        table { border-collapse: collapse; }
        td, th { padding: .2em .8em .2em 0; text-align: left; vertical-align: top; border-bottom: 1px solid #ddd; }
        code { font-size: 85%; overflow-wrap: anywhere; }
        </style>
        <h1>{title}</h1>
        {body}</html>
        """
        .replace("{title}", Markup.escaped(title))
        .replace("{body}", body);
  }
}
