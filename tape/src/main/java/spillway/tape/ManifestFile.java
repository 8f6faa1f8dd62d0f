package spillway.tape;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import spillway.market.EventKind;
import spillway.market.Venue;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/// Writes and reads the generations `manifest/0000000042.json`. A generation appears by rename,
/// whole or not at all; readers take the highest. The last field is a checksum of the text before
/// it: a digit that a bad disk changed would otherwise move the end of the tape.
final class ManifestFile {
    private static final int FORMAT = 1;

    /// Older generations kept, for a look at what changed.
    private static final int KEPT = 3;

    /// Generations that vanish between listing and reading were pruned by a writer that went on.
    private static final int MAX_VANISHED = 1000;

    private static final String CHECK = ",\n  \"crc32c\" : \"";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ManifestFile() {}

    static Manifest newest(TapeLayout layout) throws IOException {
        for (int i = 0; i < MAX_VANISHED; i++) {
            List<Path> all = generations(layout);
            if (all.isEmpty()) {
                return Manifest.EMPTY;
            }
            try {
                return read(all.getLast());
            } catch (NoSuchFileException _) {
                // a newer one is there
            }
        }
        throw new TapeException(
                layout.manifests()
                        + ": expected to read the newest generation, found that "
                        + MAX_VANISHED
                        + " vanished between listing and reading; check what deletes files there");
    }

    /// Ascending.
    static List<Path> generations(TapeLayout layout) throws IOException {
        if (!Files.isDirectory(layout.manifests())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(layout.manifests())) {
            return files.filter(f -> f.getFileName().toString().matches("[0-9]{10}\\.json"))
                    .sorted()
                    .toList();
        }
    }

    private static Manifest read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.UTF_8);
        try {
            JsonNode root = JSON.readTree(text);
            int format = root.required("format").intValue();
            if (format != FORMAT) {
                throw new TapeException(
                        file
                                + ": expected tape format "
                                + FORMAT
                                + ", found "
                                + format
                                + "; open this tape with the Spillway that wrote it, or a newer one");
            }
            checkSum(root.required("crc32c").stringValue(), text);
            return manifest(root);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new TapeException(
                    file
                            + ": expected a manifest as Spillway wrote it, found a damaged one ("
                            + e.getMessage()
                            + "); put back this file from a copy of the tape, and check the disk."
                            + " Do not delete it: it alone names what was sealed last",
                    e);
        }
    }

    private static void checkSum(String found, String text) {
        int end = text.lastIndexOf(CHECK);
        String expected = end < 0 ? "none" : crc(text.substring(0, end));
        if (!expected.equals(found)) {
            throw new IllegalArgumentException(
                    "its checksum is " + found + ", of its content " + expected);
        }
    }

    private static String crc(String text) {
        var crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }

    private static Manifest manifest(JsonNode root) {
        var segments = new ArrayList<Segment>();
        for (JsonNode s : root.required("segments")) {
            segments.add(segment(s));
        }
        var losses = new ArrayList<Manifest.Loss>();
        for (JsonNode l : root.required("losses")) {
            losses.add(
                    new Manifest.Loss(
                            l.required("fromSeq").longValue(),
                            l.required("toSeq").longValue(),
                            l.required("reason").stringValue()));
        }
        var garbage = new ArrayList<Manifest.Garbage>();
        for (JsonNode g : root.required("garbage")) {
            garbage.add(
                    new Manifest.Garbage(
                            g.required("path").stringValue(),
                            g.required("sinceGeneration").longValue()));
        }
        return new Manifest(
                root.required("generation").longValue(),
                root.required("nextSeq").longValue(),
                segments,
                losses,
                garbage);
    }

    private static Segment segment(JsonNode s) {
        return new Segment(
                s.required("path").stringValue(),
                EventKind.valueOf(
                        s.required("kind")
                                .stringValue()
                                .toUpperCase(Locale.ROOT)
                                .replace('-', '_')),
                new Venue(s.required("venue").stringValue()),
                s.required("partition").stringValue(),
                s.required("rows").longValue(),
                s.required("firstSeq").longValue(),
                s.required("lastSeq").longValue(),
                s.required("minVenueTimeNs").longValue(),
                s.required("maxVenueTimeNs").longValue(),
                s.required("bytes").longValue());
    }

    /// The file of a generation.
    static Path file(TapeLayout layout, long generation) {
        return layout.manifests().resolve(String.format(Locale.ROOT, "%010d.json", generation));
    }

    /// What that file holds.
    static byte[] content(Manifest manifest) {
        var root = JSON.createObjectNode();
        root.put("format", FORMAT)
                .put("generation", manifest.generation())
                .put("nextSeq", manifest.nextSeq());
        ArrayNode segments = root.putArray("segments");
        for (var s : manifest.segments()) {
            segments.addObject()
                    .put("path", s.path())
                    .put("kind", s.kind().key())
                    .put("venue", s.venue().code())
                    .put("partition", s.partition())
                    .put("rows", s.rows())
                    .put("firstSeq", s.firstSeq())
                    .put("lastSeq", s.lastSeq())
                    .put("minVenueTimeNs", s.minVenueTimeNs())
                    .put("maxVenueTimeNs", s.maxVenueTimeNs())
                    .put("bytes", s.bytes());
        }
        ArrayNode losses = root.putArray("losses");
        for (var l : manifest.losses()) {
            losses.addObject()
                    .put("fromSeq", l.fromSeq())
                    .put("toSeq", l.toSeq())
                    .put("reason", l.reason());
        }
        ArrayNode garbage = root.putArray("garbage");
        for (var g : manifest.garbage()) {
            garbage.addObject().put("path", g.path()).put("sinceGeneration", g.sinceGeneration());
        }
        String json = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        String open = json.substring(0, json.lastIndexOf('}')).stripTrailing();
        return (open + CHECK + crc(open) + "\"\n}\n").getBytes(StandardCharsets.UTF_8);
    }

    /// Drops generations that are long past.
    static void prune(TapeLayout layout, TapeDisk disk) throws IOException {
        List<Path> all = generations(layout);
        for (Path old : all.subList(0, Math.max(0, all.size() - KEPT))) {
            disk.delete(old);
        }
    }
}
