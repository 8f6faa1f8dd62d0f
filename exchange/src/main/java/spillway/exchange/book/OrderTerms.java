package spillway.exchange.book;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The terms of an order besides side, price and quantity. Keep and reuse the few that are needed.
public record OrderTerms(TimeInForce timeInForce, SelfTrade selfTrade, Exposure exposure) {
    /// Waits until cancelled, may trade with its own account, may enlarge the position.
    public static final OrderTerms PLAIN = of(TimeInForce.GOOD_TILL_CANCELLED);

    /// `timeInForce` with [SelfTrade#ALLOW] and [Exposure#ANY].
    public static OrderTerms of(TimeInForce timeInForce) {
        return new OrderTerms(timeInForce, SelfTrade.ALLOW, Exposure.ANY);
    }

    /// The same terms with `selfTrade`.
    public OrderTerms with(SelfTrade selfTrade) {
        return new OrderTerms(timeInForce, selfTrade, exposure);
    }

    /// The same terms, only to shrink a position.
    public OrderTerms reduceOnly() {
        return new OrderTerms(timeInForce, selfTrade, Exposure.REDUCE_ONLY);
    }

    /// These terms and a side as a number of 7 bits; see [#ofCode] and [OrderSide#ofCode].
    public int code(OrderSide orderSide) {
        return flags(orderSide);
    }

    /// The terms of a code.
    public static OrderTerms ofCode(int code) {
        return ALL.get((code & OrderWord.FLAGS) >>> 1);
    }

    private static final List<OrderTerms> ALL = all();

    private static List<OrderTerms> all() {
        var all = new ArrayList<OrderTerms>(Collections.nCopies(1 << 7, PLAIN));
        for (TimeInForce timeInForce : TimeInForce.values()) {
            for (SelfTrade selfTrade : SelfTrade.values()) {
                for (Exposure exposure : Exposure.values()) {
                    var terms = new OrderTerms(timeInForce, selfTrade, exposure);
                    all.set(terms.flags(OrderSide.BUY) >>> 1, terms);
                }
            }
        }
        return List.copyOf(all);
    }

    /// These terms and `orderSide` as the flags of [OrderWord].
    int flags(OrderSide orderSide) {
        return orderSide.code
                | exposure.code << OrderWord.EXPOSURE_SHIFT
                | timeInForce.code << OrderWord.TIME_IN_FORCE_SHIFT
                | selfTrade.code << OrderWord.SELF_TRADE_SHIFT;
    }
}
