package spillway.signals.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.signals.summary.FigureKind;

class CatalogueTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final CatalogueScope SCOPE =
            new CatalogueScope("test", List.of("BTC"), List.of(), "somebody", "UTC day");

    private static CatalogueEntry entry(int day, long total, double coins, Confidence confidence) {
        return new CatalogueEntry(
                FIRST.plusDays(day),
                total,
                OptionalLong.empty(),
                OptionalLong.empty(),
                coins > 0 ? OptionalDouble.of(coins) : OptionalDouble.empty(),
                OptionalDouble.empty(),
                "",
                "somebody",
                FigureKind.REPORTED,
                confidence);
    }

    @Test
    void ranksByDollarsAndByCoinsApart() {
        var catalogue =
                new Catalogue(
                        SCOPE,
                        List.of(
                                entry(2, 500, 5, Confidence.HIGH),
                                entry(0, 900, 3, Confidence.LOW),
                                entry(1, 700, 0, Confidence.MEDIUM),
                                entry(3, 700, 9, Confidence.HIGH)));
        assertThat(catalogue.ranks())
                .extracting(r -> r.entry().date().getDayOfMonth())
                .as("of equals the earlier")
                .containsExactly(1, 2, 4, 3);
        Rank fourth = catalogue.rank(FIRST.plusDays(3)).orElseThrow();
        assertThat(fourth.rank()).isEqualTo(3);
        assertThat(fourth.byCoins()).hasValue(1);
        assertThat(fourth.byShareOfOpenInterest()).isEmpty();
        assertThat(fourth.largestSince()).as("as large").hasValue(FIRST.plusDays(1));
        assertThat(fourth.above().orElseThrow().date()).isEqualTo(FIRST.plusDays(1));
        assertThat(fourth.below().orElseThrow().date()).isEqualTo(FIRST.plusDays(2));
        assertThat(catalogue.rank(FIRST).orElseThrow().largestSince()).isEmpty();
        assertThat(
                        catalogue
                                .atLeast(Confidence.MEDIUM)
                                .rank(FIRST.plusDays(3))
                                .orElseThrow()
                                .rank())
                .isEqualTo(2);
        assertThat(catalogue.atLeast(Confidence.HIGH).entries()).hasSize(2);
    }

    @Test
    void aDateHasOneEntry() {
        assertThatThrownBy(() ->
                        new Catalogue(
                                SCOPE,
                                List.of(
                                        entry(0, 1, 0, Confidence.LOW),
                                        entry(0, 2, 0, Confidence.LOW))))
                .hasMessageContaining("found two of 2026-01-01");
    }

    /// Against counting: the rank is one more than the number of larger entries, the percentile the
    /// share of the others that come after, the largest since found by looking back.
    @ParameterizedTest
    @MethodSource("spillway.signals.Seeds#some")
    void ranksAreWhatCountingGives(long seed) {
        var random = new SplittableRandom(seed);
        var entries = new ArrayList<CatalogueEntry>();
        int count = 1 + random.nextInt(60);
        for (int day = 0; day < count; day++) {
            entries.add(entry(day, random.nextLong(40), 0, Confidence.HIGH));
        }
        for (var rank : new Catalogue(SCOPE, entries).ranks()) {
            var of = rank.entry();
            long larger =
                    entries.stream()
                            .filter(e ->
                                    e.totalMicroUsd() > of.totalMicroUsd()
                                            || (e.totalMicroUsd() == of.totalMicroUsd()
                                                    && e.date().isBefore(of.date())))
                            .count();
            assertThat(rank.rank()).as("seed %d", seed).isEqualTo((int) larger + 1);
            LocalDate since = null;
            for (LocalDate at = of.date().minusDays(1); !at.isBefore(FIRST); at = at.minusDays(1)) {
                int day = (int) (at.toEpochDay() - FIRST.toEpochDay());
                if (entries.get(day).totalMicroUsd() >= of.totalMicroUsd()) {
                    since = at;
                    break;
                }
            }
            assertThat(rank.largestSince().orElse(null)).isEqualTo(since);
            assertThat(rank.percentile()).isBetween(0.0, 1.0);
        }
    }
}
