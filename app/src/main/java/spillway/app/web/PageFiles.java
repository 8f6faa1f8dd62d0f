package spillway.app.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The dashboard's files, from the class path under `/web`.
final class PageFiles {
    /// One file.
    static final class PageFile {
        final byte[] bytes;

        /// Content type.
        final String type;

        /// Whether its name changes with its content, so that browsers may keep it.
        final boolean isForever;

        PageFile(byte[] bytes, String type, boolean isForever) {
            this.bytes = bytes;
            this.type = type;
            this.isForever = isForever;
        }
    }

    private static final String ROOT = "/web/";
    private static final String INDEX = "index.html";
    private static final String HTML = "text/html; charset=utf-8";

    /// Names without dots in front, and without a way up.
    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9_-][A-Za-z0-9_.-]*/?)+");

    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    Map.entry("html", HTML),
                    Map.entry("js", "text/javascript; charset=utf-8"),
                    Map.entry("mjs", "text/javascript; charset=utf-8"),
                    Map.entry("css", "text/css; charset=utf-8"),
                    Map.entry("json", "application/json"),
                    Map.entry("map", "application/json"),
                    Map.entry("webmanifest", "application/manifest+json"),
                    Map.entry("svg", "image/svg+xml"),
                    Map.entry("png", "image/png"),
                    Map.entry("ico", "image/x-icon"),
                    Map.entry("woff2", "font/woff2"),
                    Map.entry("txt", "text/plain; charset=utf-8"));

    private static final String NOT_BUILT =
            """
            <!doctype html>
            <html lang="en"><meta charset="utf-8"><title>Spillway</title>
            <body>
            <h1>Spillway is running</h1>
            <p>The dashboard's page was not built into this program; its data is here:
            <a href="/api/v1/state">state</a>,
            <a href="/api/v1/liquidations">liquidations</a>,
            <a href="/health">health</a>.</p>
            </body></html>
            """;

    private PageFiles() {}

    /// The file of a path, such as `/` or `/assets/main.js`.
    static Optional<PageFile> of(String path) throws IOException {
        String name = path.equals("/") ? INDEX : path.substring(1);
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        try (InputStream in = PageFiles.class.getResourceAsStream(ROOT + name)) {
            String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
            if (in != null && type != null) {
                return Optional.of(
                        new PageFile(in.readAllBytes(), type, name.startsWith("assets/")));
            }
        }
        return name.equals(INDEX)
                ? Optional.of(
                        new PageFile(NOT_BUILT.getBytes(StandardCharsets.UTF_8), HTML, false))
                : Optional.empty();
    }
}
