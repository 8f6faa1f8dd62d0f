package spillway.exchange.venue;

import java.util.List;
import java.util.SplittableRandom;
import spillway.exchange.account.Accounts;
import spillway.exchange.book.OrderSide;
import spillway.exchange.book.OrderTerms;
import spillway.exchange.book.ReferencePrice;
import spillway.exchange.book.TimeInForce;
import spillway.exchange.book.TriggerKind;
import spillway.margin.ContractTerms;
import spillway.margin.MarginMode;
import spillway.margin.Rational;

/// Random commands for one venue, violent enough that everything happens: prices jump, books are
/// thin, leverage is high, the fund is small.
///
/// A command depends on the seed and on the state of the venue, so equal venues get equal commands.
final class Traffic {
    private static final long START_NS = 1_770_000_000_000_000_000L;
    private static final long WORTH = 60_000;
    private static final List<Halt> HALTS = List.of(Halt.values());

    private final SplittableRandom random;
    private final Venue venue;
    private final VenueInput to;
    private final long[] prices;
    private long timeNs = START_NS;

    Traffic(long seed, Venue venue) {
        this(seed, venue, venue);
    }

    /// @param to where commands go
    /// @param venue whose state they depend on
    Traffic(long seed, VenueInput to, Venue venue) {
        this.to = to;
        random = new SplittableRandom(seed);
        this.venue = venue;
        prices = new long[venue.accounts().instruments()];
        for (int i = 0; i < prices.length; i++) {
            // A price of 60,000 units of quote, 5,000 for the second one, and so on.
            long whole = WORTH / (1 + 11L * i);
            prices[i] = contract(i).ticksOf(Rational.of(whole)).floor();
        }
    }

    private ContractTerms contract(int instrument) {
        return venue.accounts().margin(instrument).contract();
    }

    /// Traffic for a venue that has run: at its time and prices.
    static Traffic goingOn(long seed, Venue venue) {
        var traffic = new Traffic(seed, venue);
        traffic.timeNs = venue.timeNs();
        for (int i = 0; i < traffic.prices.length; i++) {
            traffic.prices[i] = venue.indexTicks(i);
        }
        return traffic;
    }

    /// Money, marks and a first book.
    void begin() {
        to.advance(timeNs);
        long stake = money(1_000);
        to.deposit(Accounts.HOUSE, VenueInput.SETTLEMENT, stake * random.nextInt(1, 40));
        for (int asset = 0; asset < venue.accounts().collaterals(); asset++) {
            to.collateralPrice(asset, money(asset == 0 ? WORTH : 1));
        }
        for (int i = 0; i < prices.length; i++) {
            to.index(i, prices[i]);
            to.otherMarks(i, prices[i]);
            to.mark(i, prices[i]);
        }
        for (int account = 1; account < venue.accounts().capacity(); account++) {
            to.deposit(account, VenueInput.SETTLEMENT, stake * random.nextInt(1, 30));
            for (int i = 0; i < prices.length; i++) {
                choose(account, i);
            }
        }
    }

    /// Money units that a number of dollars is worth, in coin where the venue settles in coin.
    private long money(long dollars) {
        ContractTerms contract = contract(0);
        Rational units = contract.unitsOf(Rational.of(dollars));
        return (contract.isInverse() ? units.dividedBy(Rational.of(WORTH)) : units).floor();
    }

    private void choose(int account, int instrument) {
        int highest = venue.accounts().terms(instrument).leverage().highest(0, 0);
        int leverage = random.nextInt(1, Math.min(50, highest) + 1);
        MarginMode mode = random.nextBoolean() ? MarginMode.CROSS : MarginMode.ISOLATED;
        to.choose(account, instrument, mode, leverage);
    }

    /// One command.
    void next() {
        int account = random.nextInt(1, venue.accounts().capacity());
        int i = random.nextInt(prices.length);
        int dice = random.nextInt(100);
        if (dice < 38) {
            order(account, i);
        } else if (dice < 50) {
            to.market(account, i, side(), size(i), terms());
        } else if (dice < 58) {
            to.cancel(account, i, venue.newestOrder(account, i));
        } else if (dice < 61) {
            to.replace(account, i, venue.newestOrder(account, i), near(i), size(i));
        } else if (dice < 64) {
            to.stop(
                    account,
                    i,
                    side(),
                    random.nextBoolean() ? TriggerKind.STOP : TriggerKind.TAKE_PROFIT,
                    random.nextBoolean() ? ReferencePrice.MARK : ReferencePrice.LAST,
                    near(i),
                    size(i));
        } else if (dice < 84) {
            move(i);
        } else if (dice < 90) {
            timeNs += random.nextLong(1, 20_000_000_000L);
            to.advance(timeNs);
        } else {
            rare(account, i);
        }
    }

    private void rare(int account, int i) {
        int dice = random.nextInt(40);
        int assets = venue.accounts().collaterals();
        int asset = random.nextInt(-1, assets);
        if (dice < 8) {
            long amount = asset < 1 ? money(random.nextInt(1, 900)) : money(200);
            to.deposit(account, asset, asset == 0 ? 1_000_000 : amount);
        } else if (dice < 14) {
            to.withdraw(account, asset, asset == 0 ? 500_000 : money(random.nextInt(1, 900)));
        } else if (dice < 18) {
            choose(account, i);
        } else if (dice < 24) {
            to.isolatedMargin(account, i, money(random.nextInt(-200, 400)));
        } else if (dice < 30 && assets > 0) {
            int moved = random.nextInt(assets);
            long price = venue.accounts().price(moved);
            to.collateralPrice(moved, Math.max(1, price * random.nextInt(80, 121) / 100));
        } else if (dice < 31) {
            Halt what = HALTS.get(random.nextInt(HALTS.size()));
            to.halt(what);
            for (int n = 0; n < 5; n++) {
                move(i);
            }
            to.resume(what);
        } else if (dice < 32) {
            timeNs += 8 * 3_600_000_000_000L;
            to.advance(timeNs);
        } else if (dice < 34) {
            to.cancelAll(account, i);
        } else if (dice < 35) {
            to.limit(account, i, side(), -5, 3, OrderTerms.PLAIN);
            to.limit(-3, i, side(), near(i), 3, OrderTerms.PLAIN);
            to.market(account, 77, side(), 3, OrderTerms.PLAIN);
        } else {
            crash(i);
        }
    }

    private void order(int account, int i) {
        to.limit(account, i, side(), near(i), size(i), terms());
    }

    /// A step of the price; now and then a large one.
    private void move(int i) {
        double step = random.nextGaussian(0, random.nextInt(10) == 0 ? 0.03 : 0.003);
        tell(i, Math.round(prices[i] * Math.clamp(1 + step, 0.8, 1.2)));
    }

    private void crash(int i) {
        boolean up = random.nextBoolean();
        for (int n = 0; n < 6; n++) {
            tell(i, prices[i] * (up ? 103 : 97) / 100);
            timeNs += 1_000_000_000L;
            to.advance(timeNs);
        }
    }

    private void tell(int i, long ticks) {
        prices[i] = Math.clamp(ticks, 100, 100_000_000);
        to.index(i, prices[i]);
        if (random.nextInt(3) > 0) {
            to.mark(i, prices[i]);
        }
        if (random.nextInt(4) == 0) {
            to.otherMarks(i, prices[i]);
        }
    }

    private OrderSide side() {
        return random.nextBoolean() ? OrderSide.BUY : OrderSide.SELL;
    }

    private long near(int i) {
        return Math.max(1, Math.round(prices[i] * (1 + random.nextGaussian(0, 0.01))));
    }

    private long size(int i) {
        long most = random.nextInt(12) == 0 ? 400_000 : 20_000;
        long value = money(random.nextLong(10, most));
        long lots = value / Math.max(1, contract(i).value(1, prices[i]));
        return Math.max(1, lots);
    }

    private OrderTerms terms() {
        return switch (random.nextInt(8)) {
            case 0 -> OrderTerms.of(TimeInForce.IMMEDIATE_OR_CANCEL);
            case 1 -> OrderTerms.of(TimeInForce.POST_ONLY);
            case 2 -> OrderTerms.PLAIN.reduceOnly();
            default -> OrderTerms.PLAIN;
        };
    }
}
