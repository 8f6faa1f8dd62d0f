package spillway.margin.golden;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import spillway.margin.Rational;
import spillway.market.PositionSide;
import tools.jackson.databind.JsonNode;

/// The inputs of one case by name, read exactly as printed.
///
/// @param node an object of the file
record GoldenInputs(JsonNode node) {
    /// The first of `keys` that is a number.
    Rational number(String... keys) {
        return optional(keys).orElseThrow(() -> missing("a number", keys));
    }

    Optional<Rational> optional(String... keys) {
        for (String key : keys) {
            JsonNode value = node.path(key);
            if (value.isNumber()) {
                return Optional.of(Rational.of(value.decimalValue()));
            }
        }
        return Optional.empty();
    }

    Rational orZero(String... keys) {
        return optional(keys).orElse(Rational.ZERO);
    }

    BigDecimal decimal(String key) {
        JsonNode value = node.path(key);
        if (!value.isNumber()) {
            throw missing("a number", key);
        }
        return value.decimalValue();
    }

    PositionSide side() {
        return number("side").signum() > 0 ? PositionSide.LONG : PositionSide.SHORT;
    }

    List<Rational> numbers(String key) {
        var numbers = new ArrayList<Rational>();
        for (JsonNode element : list(key)) {
            numbers.add(Rational.of(element.decimalValue()));
        }
        return numbers;
    }

    List<GoldenInputs> objects(String key) {
        return list(key).stream().map(GoldenInputs::new).toList();
    }

    GoldenInputs object(String key) {
        if (!node.path(key).isObject()) {
            throw missing("an object", key);
        }
        return new GoldenInputs(node.path(key));
    }

    List<JsonNode> list(String key) {
        if (!node.path(key).isArray()) {
            throw missing("a list", key);
        }
        var elements = new ArrayList<JsonNode>();
        node.path(key).forEach(elements::add);
        return elements;
    }

    private GoldenException missing(String kind, String... keys) {
        return new GoldenException(
                "expected "
                        + kind
                        + " under "
                        + String.join(" or ", keys)
                        + ", found "
                        + node.path(keys[0])
                        + " among "
                        + String.join(", ", node.propertyNames())
                        + "; correct the case");
    }
}
