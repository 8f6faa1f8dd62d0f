package spillway.margin.tiers;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;
import spillway.margin.ContractTerms;
import spillway.market.Decimal;
import spillway.market.Venue;

/// Units of contracts by venue and symbol.
public final class ContractBook {
    private final List<Listed> contracts;

    private ContractBook(List<Listed> contracts) {
        this.contracts = List.copyOf(contracts);
    }

    /// One contract and whose it is.
    public record Listed(Venue venue, String symbol, ContractTerms terms) {}

    /// The main contracts that come with Spillway.
    public static ContractBook builtIn() {
        TomlParseResult file = Toml.parse(TierBook.resource("/spillway/margin/contracts.toml"));
        TomlArray contracts = file.getArrayOrEmpty("contract");
        var listed = new ArrayList<Listed>();
        for (int i = 0; i < contracts.size(); i++) {
            TomlTable c = contracts.getTable(i);
            listed.add(new Listed(new Venue(text(c, "venue")), text(c, "symbol"), terms(c)));
        }
        return new ContractBook(listed);
    }

    private static String text(TomlTable table, String key) {
        if (table.get(key) instanceof String text) {
            return text;
        }
        throw new IllegalStateException(
                "contracts.toml: expected " + key + " as text in " + table.toJson());
    }

    private static ContractTerms terms(TomlTable c) {
        Decimal size = Decimal.parse(text(c, "size"));
        Decimal lot = Decimal.parse(text(c, "lot"));
        Decimal tick = Decimal.parse(text(c, "tick"));
        String settlement = text(c, "settlement");
        int scale = (int) c.getLong("moneyScale", () -> ContractTerms.MICRO);
        return switch (text(c, "kind")) {
            case "linear" -> ContractTerms.linear(settlement, size, lot, tick, scale);
            case "inverse" -> ContractTerms.inverse(settlement, size, lot, tick, scale);
            case "quanto" -> ContractTerms.quanto(settlement, size, lot, tick, scale);
            case String other ->
                    throw new IllegalStateException(
                            "contracts.toml: expected linear, inverse or quanto, found " + other);
        };
    }

    public Optional<ContractTerms> find(Venue venue, String symbol) {
        return contracts.stream()
                .filter(c -> c.venue().equals(venue) && c.symbol().equals(symbol))
                .map(Listed::terms)
                .findFirst();
    }

    /// Every contract, by venue.
    public List<Listed> contracts() {
        return contracts;
    }

    /// Units guessed for a contract that is not listed: linear, one coin a unit, lot and tick the
    /// last digits of `size` and `price`; inverse of one dollar where the venue or the symbol says
    /// so.
    public static ContractTerms guess(
            Venue venue, String symbol, BigDecimal size, BigDecimal price) {
        Decimal tick = lastDigit(price);
        boolean inverse =
                venue.code().equals("binance-coinm")
                        || symbol.startsWith("PI_")
                        || symbol.endsWith("-USD-SWAP")
                        || (venue.code().equals("bybit") && symbol.endsWith("USD"));
        return inverse
                ? ContractTerms.inverse("coin", Decimal.ONE, Decimal.ONE, tick, ContractTerms.PICO)
                : ContractTerms.linear(
                        settlement(symbol),
                        Decimal.ONE,
                        lastDigit(size),
                        tick,
                        ContractTerms.MICRO);
    }

    private static String settlement(String symbol) {
        if (symbol.contains("USDC") || symbol.endsWith("PERP")) {
            return "USDC";
        }
        return symbol.contains("USDT") ? "USDT" : "USD";
    }

    private static Decimal lastDigit(BigDecimal number) {
        return new Decimal(
                1, Math.clamp(number.stripTrailingZeros().scale(), 0, Decimal.MAX_SCALE));
    }
}
