package spillway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The how-to of `spillway margin` shows what the command says, venue by venue.
class MarginPageTest {
    private static final int LINES_SHOWN = 10;

    /// @param venue heading
    /// @param beside what the venue itself prints, where it prints anything
    /// @param options of the command
    private record Example(String venue, String beside, String options) {}

    private static final List<Example> EXAMPLES =
            List.of(
                    new Example(
                            "Binance USD-M",
                            "The venue's FAQ gives the formula; its calculator's cross example is"
                                    + " among the golden cases.",
                            "--venue binance-usdm --instrument BTCUSDT --date 2026-02-05 --side long"
                                    + " --entry 70000 --size 1 --leverage 20 --mode isolated"),
                    new Example(
                            "Binance COIN-M",
                            "The venue's calculator prints 33,599.4 for these 10,000,000 USD on 101"
                                    + " BTC.",
                            "--venue binance-coinm --instrument BTCUSD_PERP --date 2026-02-05 --side"
                                    + " long --entry 45000 --size 100000 --mode cross --margin 101"),
                    new Example(
                            "Bybit",
                            "The venue's page, Liquidation Price (USDT), example 1, prints 19,700,"
                                    + " with a maintenance rate of 0.5 %.",
                            "--venue bybit --instrument BTCUSDT --date 2025-01-01 --side long --entry"
                                    + " 20000 --size 1 --leverage 50 --set maintenance-rate=0.005"),
                    new Example(
                            "OKX",
                            "The venue prints no liquidation price; its initial margin is among the"
                                    + " golden cases. The size is in contracts of 0.01 BTC.",
                            "--venue okx --instrument BTC-USDT-SWAP --date 2026-02-05 --side long"
                                    + " --entry 70000 --size 100 --leverage 20"),
                    new Example(
                            "Bitget",
                            "The venue prints no example; no table is known, so the rate is assumed.",
                            "--venue bitget --instrument BTCUSDT --date 2026-02-05 --side long"
                                    + " --entry 70000 --size 1 --leverage 20"),
                    new Example(
                            "BitMEX, historic",
                            "The venue closed in September 2026; its ADL example is among the golden"
                                    + " cases. The size is in contracts of 1 USD.",
                            "--venue bitmex --instrument XBTUSD --date 2025-02-05 --side long"
                                    + " --entry 70000 --size 1000 --leverage 20"),
                    new Example(
                            "Deribit",
                            "The venue's page, Linear Perpetual, prints 1,312,500 USDC of initial"
                                    + " margin for these 350 BTC; its liquidation price is derived.",
                            "--venue deribit --instrument BTC_USDC-PERPETUAL --date 2026-02-05 --side"
                                    + " long --entry 100000 --size 350 --mode cross --margin 4593750"),
                    new Example(
                            "Hyperliquid",
                            "The venue's account sample, 2,866.26936529, is among the golden cases.",
                            "--venue hyperliquid --instrument ETH --date 2026-02-05 --side long"
                                    + " --entry 2986.3 --size 0.0335 --leverage 20"),
                    new Example(
                            "dYdX v4",
                            "The venue's source tests are among the golden cases.",
                            "--venue dydx-v4 --instrument BTC-USD --date 2026-02-05 --side long"
                                    + " --entry 70000 --size 1 --leverage 10 --mode cross"),
                    new Example(
                            "Kraken Futures",
                            "The venue's equity protection example, 7,481, is among the golden cases;"
                                    + " no table is known, so the rate is assumed.",
                            "--venue kraken-futures --instrument PF_XBTUSD --date 2026-02-05 --side"
                                    + " long --entry 70000 --size 1 --leverage 20"));

    @Test
    void howToShowsWhatTheCommandSays() throws IOException {
        var page = new StringBuilder();
        page.append(
                """
                # Compute a position's liquidation price

                `spillway margin` answers by a venue's own rules of a date, and says what is exact and \
                what is assumed. Written from the command's own answers; a test holds it equal. The \
                rules, and the venues' printed examples beside our figures: \
                [margin](../concepts/margin.md).

                ```sh
                ./spillway margin rules                        # rule sets and their unknowns
                ./spillway margin tiers brackets.json          # check a file of tiers; two files are compared
                ./spillway margin verify golden-cases.json     # run a file of cases
                ```

                `--tiers FILE` answers from the tables of a file \
                ([formats](../reference/tier-tables.md)) instead of those that come with Spillway; \
                `--contract linear,0.1,0.01,0.01,USDT` gives the units of a contract that is not \
                listed: kind, size, lot, tick and currency. A cross position answers beside the rest \
                of its account: `--hedge-entry` and `--hedge-size` for the opposite position in the \
                same instrument, `--other-maintenance` and `--other-profit` for all other \
                instruments together.
                """);
        for (var example : EXAMPLES) {
            var answer = Spillway.run(("margin " + example.options).split(" "));
            assertThat(answer.err()).as(example.venue).isEmpty();
            assertThat(answer.exit()).as(example.venue).isZero();
            page.append("\n## ").append(example.venue).append("\n\n");
            page.append(example.beside).append("\n\n```text\n$ ./spillway margin ");
            page.append(example.options).append('\n');
            answer.out().lines().limit(LINES_SHOWN).forEach(l -> page.append(l).append('\n'));
            page.append("```\n");
        }
        Golden.page("docs/how-to/margin.md", page.toString());
    }
}
