package spillway.venues.serving;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// What a request asks for: a path, and the values of its query by name.
///
/// @param path begins with `/`
/// @param query each name with its last value
public record Target(String path, Map<String, String> query) {
    /// Reads `/fapi/v1/depth?symbol=BTCUSDT&limit=1000`.
    public static Target parse(String target) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        var query = new TreeMap<String, String>();
        if (mark >= 0) {
            for (String pair : target.substring(mark + 1).split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    query.put(
                            decoded(pair.substring(0, equals)),
                            decoded(pair.substring(equals + 1)));
                }
            }
        }
        return new Target(decoded(path.replace("+", "%2B")), query);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /// A value of the query; empty if there is none.
    public String value(String name) {
        return query.getOrDefault(name, "");
    }

    /// A whole number of the query between 1 and `most`, or `usual` where there is none.
    public int count(String name, int usual, int most) {
        String value = value(name);
        if (value.isEmpty() || value.length() > 9) {
            return usual;
        }
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return usual;
            }
        }
        return Math.clamp(Integer.parseInt(value), 1, most);
    }
}
