package spillway.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Only this machine's own page may ask: neither a page of elsewhere, nor a name of elsewhere that
/// points here.
class LocalOnlyTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    127.0.0.1:7878      | -                          | true
                    localhost:7878      | -                          | true
                    [::1]:7878          | -                          | true
                    127.0.0.1           | http://127.0.0.1           | true
                    127.0.0.1:7878      | http://127.0.0.1:7878      | true
                    127.0.0.1:7878      | http://localhost:7878      | true
                    localhost:7878      | http://127.0.0.1:7878      | true
                    -                   | -                          | false
                    evil.example:7878   | -                          | false
                    evil.example:7878   | http://evil.example:7878   | false
                    127.0.0.1.example   | -                          | false
                    127.0.0.1:7878      | http://127.0.0.1:7879      | false
                    127.0.0.1:7878      | https://127.0.0.1:7878     | false
                    127.0.0.1:7878      | http://evil.example        | false
                    127.0.0.1:7878      | http://evil.example:7878   | false
                    127.0.0.1:7878      | null                       | false
                    127.0.0.1:7878      | file:///tmp/page.html      | false
                    127.0.0.1:7878      | http://localhost.evil.example:7878 | false
                    """)
    void isAllowed(String host, String origin, boolean allowed) {
        assertThat(LocalOnly.isAllowed(host, origin)).isEqualTo(allowed);
    }
}
