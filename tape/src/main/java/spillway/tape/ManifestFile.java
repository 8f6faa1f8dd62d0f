package spillway.tape;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import spillway.market.EventKind;
import spillway.market.Venue;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/// Writes and reads the generations `manifest/0000000042.json`. A generation appears by rename,
/// whole or not at all; readers take the highest.
final class ManifestFile {
    private static final int FORMAT = 1;

    /// Older generations kept, for a look at what changed.
    private static final int KEPT = 3;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ManifestFile() {}

    static Manifest newest(TapeLayout layout) throws IOException {
        Path newest = null;
        for (Path file : generations(layout)) {
            newest = file;
        }
        return newest == null ? Manifest.EMPTY : read(newest);
    }

    /// Ascending.
    private static List<Path> generations(TapeLayout layout) throws IOException {
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
        String text = Files.readString(file);
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
            var garbage = new ArrayList<String>();
            for (JsonNode g : root.required("garbage")) {
                garbage.add(g.stringValue());
            }
            return new Manifest(
                    root.required("generation").longValue(),
                    root.required("nextSeq").longValue(),
                    segments,
                    losses,
                    garbage);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new TapeException(
                    file
                            + ": expected a manifest, found something else ("
                            + e.getMessage()
                            + "); restore it from a copy of the tape, or delete it to go back one generation",
                    e);
        }
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

    /// Publishes `manifest`, forced to disk, and drops generations that are long past.
    static void publish(TapeLayout layout, Manifest manifest) throws IOException {
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
        manifest.garbage().forEach(garbage::add);

        Files.createDirectories(layout.manifests());
        Files.createDirectories(layout.staging());
        String name = String.format(Locale.ROOT, "%010d.json", manifest.generation());
        Path staged = layout.staging().resolve(name);
        writeForced(staged, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
        Files.move(staged, layout.manifests().resolve(name), StandardCopyOption.ATOMIC_MOVE);
        forceFolder(layout.manifests());
        List<Path> all = generations(layout);
        for (Path old : all.subList(0, Math.max(0, all.size() - KEPT))) {
            Files.deleteIfExists(old);
        }
    }

    private static void writeForced(Path file, String text) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /// Makes the names in `folder` survive a power loss.
    static void forceFolder(@Nullable Path folder) throws IOException {
        if (folder == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
