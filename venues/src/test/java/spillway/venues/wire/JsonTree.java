package spillway.venues.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A JSON document as a tree, built twice: by [JsonScanner], and slowly by Jackson from text that
/// Java's own strict UTF-8 decoder made. Numbers are left out: [DecimalDigitsTest] has them.
record JsonTree(boolean wellFormed, @Nullable Object root) {
    private static final JsonTree MALFORMED = new JsonTree(false, null);
    private static final FieldNames NONE = FieldNames.of();
    private static final String NUMBER = "a number";

    private static final JsonMapper JACKSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(JsonScanner.MAX_DEPTH)
                                                    .maxNumberLength(1 << 20)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
                    .build();

    static JsonTree byScanner(byte[] document) {
        var scanner = new JsonScanner();
        var padded = new byte[document.length + 6];
        System.arraycopy(document, 0, padded, 3, document.length);
        scanner.reset(padded, 3, 3 + document.length);
        Object root = value(scanner);
        return scanner.endDocument() ? new JsonTree(true, root) : MALFORMED;
    }

    private static @Nullable Object value(JsonScanner scanner) {
        return switch (scanner.peek()) {
            case '{' -> object(scanner);
            case '[' -> array(scanner);
            case '"' -> scanner.text() ? scanner.textString() : null;
            case 't', 'f' -> scanner.bool();
            case 'n' -> {
                scanner.skipNull();
                yield null;
            }
            default -> {
                scanner.skipValue();
                yield NUMBER;
            }
        };
    }

    private static Object object(JsonScanner scanner) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        scanner.beginObject();
        while (scanner.nextField(NONE) != JsonScanner.END) {
            String name = scanner.textString();
            fields.put(name, value(scanner));
        }
        return fields;
    }

    private static Object array(JsonScanner scanner) {
        List<@Nullable Object> elements = new ArrayList<>();
        scanner.beginArray();
        while (scanner.nextElement()) {
            elements.add(value(scanner));
        }
        return elements;
    }

    static JsonTree byJackson(byte[] document) {
        try {
            String text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(document))
                            .toString();
            JsonNode root = JACKSON.readTree(text);
            if (root == null || root.isMissingNode()) {
                return MALFORMED;
            }
            return new JsonTree(true, value(root));
        } catch (CharacterCodingException | JacksonException e) {
            return MALFORMED;
        }
    }

    private static @Nullable Object value(JsonNode node) {
        if (node.isObject()) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            node.properties().forEach(f -> fields.put(asBytes(f.getKey()), value(f.getValue())));
            return fields;
        }
        if (node.isArray()) {
            List<@Nullable Object> elements = new ArrayList<>();
            node.forEach(e -> elements.add(value(e)));
            return elements;
        }
        if (node.isNumber()) {
            return NUMBER;
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isNull() ? null : asBytes(node.stringValue());
    }

    /// Half a surrogate pair has no bytes but `?`.
    private static String asBytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
