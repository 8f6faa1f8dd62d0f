package spillway.exchange.positions;

/// One position after the other.
final class ScalarRevaluer implements Revaluer {
    @Override
    public Revaluation revalue(long[] fields, int from, int to, long priceTicks) {
        long gains = 0;
        long net = 0;
        long bankrupt = 0;
        long shortfall = 0;
        for (int block = from; block < to; block += BLOCK_WORDS) {
            for (int i = block; i < block + BLOCK; i++) {
                long pnl = fields[i] * priceTicks - fields[i + BLOCK];
                long equity = pnl + fields[i + 2 * BLOCK];
                net += pnl;
                gains += Math.max(pnl, 0);
                bankrupt += equity >>> 63;
                shortfall -= Math.min(equity, 0);
            }
        }
        return new Revaluation(gains, gains - net, bankrupt, shortfall);
    }
}
