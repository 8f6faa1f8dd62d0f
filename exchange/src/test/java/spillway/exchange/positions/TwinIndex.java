package spillway.exchange.positions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import spillway.market.PositionSide;

/// The slow, obvious index: a map of records, searched from end to end.
final class TwinIndex {
    record Position(int number, int liquidationTicks, long lots, long cost, long margin) {
        PositionSide side() {
            return lots > 0 ? PositionSide.LONG : PositionSide.SHORT;
        }
    }

    final Map<Integer, Position> positions = new HashMap<>();

    void put(int number, int liquidationTicks, long lots, long cost, long margin) {
        positions.put(number, new Position(number, liquidationTicks, lots, cost, margin));
    }

    ForcedFlow between(PositionSide side, int low, int high) {
        long count = 0;
        long lots = 0;
        long cost = 0;
        long margin = 0;
        for (Position position : positions.values()) {
            if (position.side() == side && isIn(position, low, high)) {
                count++;
                lots += position.lots;
                cost += position.cost;
                margin += position.margin;
            }
        }
        return new ForcedFlow(count, lots, cost, margin);
    }

    /// Those that a move liquidates, by price in the order of the move, by number within a price.
    List<Position> hit(PositionSide side, int from, int to) {
        var hit = new ArrayList<Position>();
        boolean rightWay = side == PositionSide.LONG ? from >= to : from <= to;
        for (Position position : positions.values()) {
            boolean inside = isIn(position, Math.min(from, to), Math.max(from, to));
            if (rightWay && position.side() == side && inside) {
                hit.add(position);
            }
        }
        Comparator<Position> byPrice = Comparator.comparingInt(Position::liquidationTicks);
        hit.sort(
                (side == PositionSide.LONG ? byPrice.reversed() : byPrice)
                        .thenComparingInt(Position::number));
        return hit;
    }

    Revaluation revalue(long price) {
        long gains = 0;
        long losses = 0;
        long bankrupt = 0;
        long shortfall = 0;
        for (Position position : positions.values()) {
            long pnl = position.lots * price - position.cost;
            if (pnl >= 0) {
                gains += pnl;
            } else {
                losses -= pnl;
            }
            if (position.margin + pnl < 0) {
                bankrupt++;
                shortfall -= position.margin + pnl;
            }
        }
        return new Revaluation(gains, losses, bankrupt, shortfall);
    }

    private static boolean isIn(Position position, int low, int high) {
        return position.liquidationTicks != LiquidationIndex.NEVER
                && position.liquidationTicks >= low
                && position.liquidationTicks <= high;
    }
}
