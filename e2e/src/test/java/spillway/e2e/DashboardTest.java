package spillway.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The running demo in a real browser. Needs Chromium, and is skipped by name without it.
class DashboardTest {
    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    /// A loaded machine's patience for what takes a second.
    private static final double PATIENCE_MS = 60_000;

    private static final Path PICTURES = Path.of("target/screenshots");

    private static Playwright playwright;
    private static Browser browser;

    @BeforeAll
    static void open() {
        var found = PLACES.stream().map(Path::of).filter(Files::isExecutable).findFirst();
        Assumptions.assumeTrue(
                found.isPresent(),
                () -> "needs Chromium at one of " + PLACES + " (Debian: apt-get install chromium)");
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(found.get())
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-gpu",
                                                        "--disable-quic",
                                                        "--no-first-run",
                                                        "--disable-background-networking",
                                                        "--disable-component-update",
                                                        "--disable-sync")));
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
    }

    @AfterAll
    static void close() {
        if (playwright != null) {
            browser.close();
            playwright.close();
        }
    }

    private static Page page(List<String> errors) {
        var page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1280, 800));
        page.setDefaultTimeout(PATIENCE_MS);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text());
            }
        });
        page.onPageError(errors::add);
        return page;
    }

    private static void picture(Page page, String name) {
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(PICTURES.resolve(name + ".png"))
                        .setFullPage(true));
    }

    /// Whether the amount of the first order on the tape does not fit where it stands.
    private static boolean firstRowIsCut(Page page) {
        return (boolean)
                page.evaluate(
                        """
                        () => {
                          const list = document.querySelector('#tape').getBoundingClientRect();
                          const usd = document.querySelector('#tape .tape-usd');
                          return usd.scrollWidth > usd.clientWidth
                            || usd.getBoundingClientRect().right > list.right;
                        }
                        """);
    }

    @Test
    void showsWhatIsLiquidatedWhileItHappens() throws Exception {
        var errors = new ArrayList<String>();
        try (var demo = new Launched("demo", "--port", "0", "--speed", "60");
                Page page = page(errors)) {
            page.navigate(demo.said("Dashboard:"));
            assertThat(page.locator("#link-text")).hasText("Live");
            assertThat(page.locator("#demo")).containsText("nothing of this happened");
            assertThat(page.locator("#total")).hasText(Pattern.compile("[1-9].*"));
            assertThat(page.locator("#verdict"))
                    .containsText(Pattern.compile("(Longs|Shorts) took"));
            page.locator("#tape >> text=long").first().waitFor();
            page.locator("#feeds >> text=Bybit").first().waitFor();
            assertThat(page.locator("#coverage-text")).containsText("% of the time");
            assertThat(page.locator("#chart-key")).containsText("price of");
            assertThat(page.locator("#chart-empty")).isHidden();
            assertThat(firstRowIsCut(page)).isFalse();
            picture(page, "demo");
            assertThat(errors).isEmpty();
        }
        assertThat(PICTURES.resolve("demo.png")).isNotEmptyFile();
    }

    @Test
    void comesBackByItselfAfterARestartAndKnowsWhatWasBefore(@TempDir Path folder)
            throws Exception {
        String tape = folder.resolve("tape").toString();
        var errors = new ArrayList<String>();
        try (Page page = page(errors)) {
            String url;
            try (var demo = new Launched("demo", "--port", "0", "--speed", "60", "--tape", tape)) {
                url = demo.said("Dashboard:");
                page.navigate(url);
                assertThat(page.locator("#link-text")).hasText("Live");
                page.locator("#tape >> text=long").first().waitFor();
                assertThat(page.locator("#total")).hasText(Pattern.compile("[1-9].*"));
                demo.end();
            }
            assertThat(page.locator("#link")).not().hasAttribute("data-phase", "live");
            String port = url.replaceAll(".*:(\\d+)/.*", "$1");
            try (var serve = new Launched("serve", "--port", port, "--tape", tape)) {
                assertThat(serve.said("Dashboard:")).isEqualTo(url);
                assertThat(page.locator("#link-text")).hasText("Live");
                page.locator("#tape >> text=long")
                        .first()
                        .waitFor(
                                new com.microsoft.playwright.Locator.WaitForOptions()
                                        .setState(WaitForSelectorState.VISIBLE));
                assertThat(page.locator("#total")).hasText(Pattern.compile("[1-9].*"));
                picture(page, "after-restart");
            }
        }
    }
}
