package spillway.margin;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spillway.margin.tiers.ContractBook;
import spillway.margin.tiers.TierBook;
import spillway.market.PositionSide;
import spillway.market.Venue;

/// Evaluation at a mark price allocates nothing, whatever the contract and the schedule.
class HotPathTest {
    private static final LocalDate DATE = LocalDate.of(2026, 2, 5);
    private static final int ROUNDS = 200_000;

    private static MarginTerms terms(String venue, String symbol) {
        var contract = ContractBook.builtIn().find(new Venue(venue), symbol).orElseThrow();
        var table = TierBook.builtIn().find(new Venue(venue), symbol, DATE).orElseThrow().table();
        return new MarginTerms(contract, table.schedule(contract), MarginRule.MARK_PRICED);
    }

    private static long evaluate(MarginTerms terms, long lots, long entry) {
        long sum = 0;
        for (int i = 0; i < ROUNDS; i++) {
            long ticks = 100_000L + i;
            sum += terms.equity(PositionSide.LONG, lots, entry, 1_000_000, ticks);
            sum -= terms.requirement(lots, entry, ticks);
            sum += terms.isLiquidated(PositionSide.SHORT, lots, entry, 1_000_000, ticks) ? 1 : 0;
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({
        "binance-usdm, BTCUSDT",
        "binance-coinm, BTCUSD_PERP",
        "okx, BTC-USDT-SWAP",
        "deribit, BTC-PERPETUAL",
        "hyperliquid, ETH",
    })
    void allocatesNothing(String venue, String symbol) {
        var bean = ManagementFactory.getThreadMXBean();
        Assumptions.assumeTrue(
                bean instanceof ThreadMXBean counted && counted.isThreadAllocatedMemorySupported(),
                "this JVM does not count allocated bytes");
        var threads = (ThreadMXBean) bean;
        MarginTerms terms = terms(venue, symbol);
        long entry = terms.contract().value(20_000, 200_000);
        long warm = evaluate(terms, 20_000, entry);
        long before = threads.getCurrentThreadAllocatedBytes();
        long again = evaluate(terms, 20_000, entry);
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(again).isEqualTo(warm);
        assertThat(bytes).as("bytes in %d evaluations", ROUNDS).isLessThan(ROUNDS / 100);
    }

    @Test
    void usesTheWholeRangeOfALong() {
        MarginTerms terms = terms("binance-usdm", "BTCUSDT");
        long lots = 1_000_000_000;
        assertThat(terms.requirement(lots, 0, 600_000)).isPositive();
    }
}
