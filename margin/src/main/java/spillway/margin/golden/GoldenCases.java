package spillway.margin.golden;

import java.io.IOException;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import spillway.margin.Rational;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A runner of golden-case files: `{"cases": [{"id", "venue", "formula", "inputs", "expected",
/// "tolerance", "source", "basis"}, …]}`, tolerance absolute.
public final class GoldenCases {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

    private static final int PRINTED_DECIMALS = 12;

    private static final Map<String, Function<GoldenInputs, Map<String, Found>>> FORMULAS =
            formulas();

    private GoldenCases() {}

    private static Map<String, Function<GoldenInputs, Map<String, Found>>> formulas() {
        var map = new TreeMap<String, Function<GoldenInputs, Map<String, Found>>>();
        map.put("binance_liq", LiquidationCases::binance);
        map.put("binance_cross2", LiquidationCases::binanceCross);
        map.put("inverse_liq", LiquidationCases::inverse);
        map.put("kraken_inverse", LiquidationCases::krakenInverse);
        map.put("bybit_linear_entry", LiquidationCases::bybitLinearEntry);
        map.put("bybit_inverse_entry", LiquidationCases::bybitInverseEntry);
        map.put("bybit_inverse_cross2020", LiquidationCases::bybitInverseCross);
        map.put("bybit_inverse_bust_leverage", LiquidationCases::bybitInverseBankruptcy);
        map.put("bybit_inverse_short_entry", LiquidationCases::bybitInverseShortEntry);
        map.put("bybit_inverse_mark2026", LiquidationCases::bybitInverseMark);
        map.put("okx_linear", LiquidationCases::okxLinear);
        map.put("hl_isolated_raw", LiquidationCases::hyperliquidRaw);
        map.put("hl_docs_formula", LiquidationCases::hyperliquidDocs);
        map.put("cum_step", AmountCases::deduction);
        map.put("cum_chain", AmountCases::deductions);
        map.put("mm_tier", AmountCases::tierMargin);
        map.put("hl_tier_mm", AmountCases::hyperliquidTiers);
        map.put("deribit_margin", AmountCases::deribit);
        map.put("inverse_pnl", AmountCases::inversePnl);
        map.put("inverse_value", AmountCases::inverseValue);
        map.put("quanto_value", AmountCases::quantoValue);
        map.put("okx_im_inverse", AmountCases::okxInitialInverse);
        map.put("okx_im_linear", AmountCases::okxInitialLinear);
        map.put("okx_partial", AmountCases::okxPartial);
        map.put("mark_basis", AmountCases::markBasis);
        map.put("funding_clamp", AmountCases::funding);
        map.put("binance_adl", AmountCases::binanceAdl);
        map.put("hl_adl_index", AmountCases::hyperliquidAdl);
        map.put("bybit_adl_ratio", AmountCases::bybitPool);
        map.put("adl_queue", AmountCases::adlQueue);
        map.put("adl_percentile", AmountCases::adlPercentile);
        map.put("hl_chunk", AmountCases::chunk);
        map.put("dydx_bankruptcy", AmountCases::dydxBankruptcy);
        map.put("dydx_fillable", AmountCases::dydxFillable);
        map.put("dydx_insurance", AmountCases::dydxInsurance);
        map.put("dydx_oimf", AmountCases::dydxInitial);
        map.put("dydx_fund_clamp", AmountCases::dydxFundingClamp);
        return map;
    }

    /// Runs every case of `file`.
    ///
    /// @throws IOException if the file cannot be read
    /// @throws GoldenException if it is not a golden-case file
    public static GoldenReport run(Path file) throws IOException {
        return run(file.toString(), Files.readString(file));
    }

    /// Runs every case of the text of a file.
    public static GoldenReport run(String source, String text) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JacksonException e) {
            throw new GoldenException(
                    source
                            + ": expected JSON, found "
                            + e.getOriginalMessage().replaceFirst(" \\(start marker.*", "")
                            + ", line "
                            + e.getLocation().getLineNr()
                            + "; get the file again");
        }
        if (!root.path("cases").isArray() || root.path("cases").isEmpty()) {
            throw new GoldenException(
                    source
                            + ": expected a list of cases under \"cases\", found none; the format"
                            + " is described in docs/concepts/margin.md");
        }
        var results = new ArrayList<GoldenResult>();
        for (JsonNode node : root.path("cases")) {
            results.add(run(node));
        }
        return new GoldenReport(source, results);
    }

    private static GoldenResult run(JsonNode node) {
        String formula = node.path("formula").asString("");
        List<GoldenFigure> figures = List.of();
        Optional<String> problem = Optional.empty();
        try {
            figures = compare(node, compute(formula, node.path("inputs")));
        } catch (GoldenException | ArithmeticException | IllegalArgumentException e) {
            problem = Optional.of(String.valueOf(e.getMessage()));
        }
        return new GoldenResult(
                node.path("id").asString("?"),
                node.path("venue").asString("?"),
                formula,
                node.path("basis").asString(""),
                node.path("source").asString(""),
                figures,
                problem);
    }

    private static Map<String, Found> compute(String formula, JsonNode inputs) {
        var function = FORMULAS.get(formula);
        if (function == null) {
            throw new GoldenException(
                    "expected one of the formulas "
                            + String.join(", ", FORMULAS.keySet())
                            + ", found '"
                            + formula
                            + "'");
        }
        return function.apply(new GoldenInputs(inputs));
    }

    private static List<GoldenFigure> compare(JsonNode node, Map<String, Found> found) {
        Rational tolerance = new GoldenInputs(node).orZero("tolerance");
        var figures = new ArrayList<GoldenFigure>();
        if (node.path("expected").isEmpty()) {
            throw new GoldenException(
                    "expected at least one figure under expected, found none; correct the case");
        }
        for (var expected : node.path("expected").properties()) {
            Found computed = found.get(expected.getKey());
            if (computed == null) {
                throw new GoldenException(
                        "this formula gives "
                                + String.join(", ", new TreeMap<>(found).keySet())
                                + "; the case expects "
                                + expected.getKey());
            }
            figures.add(figure(expected.getKey(), expected.getValue(), computed, tolerance));
        }
        return figures;
    }

    private static GoldenFigure figure(
            String name, JsonNode expected, Found found, Rational tolerance) {
        return switch (found) {
            case Found.Amount(Optional<Rational> value) ->
                    new GoldenFigure(
                            name,
                            expected.toString(),
                            value.map(GoldenCases::printed).orElse("none"),
                            value.map(v -> isNear(expected, v, tolerance))
                                    .orElseGet(() -> isNoPrice(expected)));
            case Found.Flag(boolean value) ->
                    new GoldenFigure(
                            name,
                            expected.toString(),
                            String.valueOf(value),
                            expected.isBoolean() && expected.booleanValue() == value);
            case Found.ByAccount(Map<String, Rational> values) ->
                    new GoldenFigure(
                            name,
                            expected.toString(),
                            new TreeMap<>(values).toString(),
                            agree(expected, values, tolerance));
        };
    }

    /// A venue's formula gives a number of zero or below where no price liquidates; venues show
    /// none.
    private static boolean isNoPrice(JsonNode expected) {
        return expected.isNull() || (expected.isNumber() && expected.decimalValue().signum() <= 0);
    }

    private static boolean isNear(JsonNode expected, Rational found, Rational tolerance) {
        return expected.isNumber()
                && found.minus(Rational.of(expected.decimalValue())).abs().compareTo(tolerance)
                        <= 0;
    }

    private static boolean agree(
            JsonNode expected, Map<String, Rational> values, Rational tolerance) {
        return expected.isObject()
                && expected.size() == values.size()
                && expected.properties().stream()
                        .allMatch(e -> {
                            Rational value = values.get(e.getKey());
                            return value != null && isNear(e.getValue(), value, tolerance);
                        });
    }

    private static String printed(Rational value) {
        return value.toDecimal(PRINTED_DECIMALS, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }
}
