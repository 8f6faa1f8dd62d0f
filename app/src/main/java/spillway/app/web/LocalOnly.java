package spillway.app.web;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether a request comes from this machine's own page. A page of elsewhere can make a browser
/// call a port of this machine, and a name of elsewhere can be made to point here; both are told by
/// what the browser says of itself.
final class LocalOnly {
    private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

    private LocalOnly() {}

    /// @param host header `Host`
    /// @param origin header `Origin`, which browsers add where a page calls; null elsewhere
    static boolean isAllowed(@Nullable String host, @Nullable String origin) {
        if (host == null || !NAMES.contains(withoutPort(host))) {
            return false;
        }
        return origin == null || isSame(origin, host);
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }

    /// The page has to be ours: the same machine, and the same port.
    private static boolean isSame(String origin, String host) {
        try {
            URI uri = URI.create(origin);
            String port = port(host);
            String originHost = uri.getHost();
            return originHost != null
                    && "http".equals(uri.getScheme())
                    && NAMES.contains(originHost)
                    && port.equals(uri.getPort() < 0 ? "80" : String.valueOf(uri.getPort()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String port(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(colon + 1) : "80";
    }
}
