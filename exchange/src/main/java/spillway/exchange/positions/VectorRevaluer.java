package spillway.exchange.positions;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Several positions at a time, as many as the processor's registers hold. Named nowhere else, so
/// that all else runs without the incubating module; [Revaluer#vectorised] finds it.
final class VectorRevaluer implements Revaluer {
    private static final VectorSpecies<Long> SPECIES = species();

    /// The widest that divides a block.
    private static VectorSpecies<Long> species() {
        VectorSpecies<Long> preferred = LongVector.SPECIES_PREFERRED;
        return preferred.length() <= BLOCK ? preferred : LongVector.SPECIES_256;
    }

    @Override
    public Revaluation revalue(long[] fields, int from, int to, long priceTicks) {
        LongVector price = LongVector.broadcast(SPECIES, priceTicks);
        LongVector gains = LongVector.zero(SPECIES);
        LongVector net = LongVector.zero(SPECIES);
        LongVector bankrupt = LongVector.zero(SPECIES);
        LongVector shortfall = LongVector.zero(SPECIES);
        for (int block = from; block < to; block += BLOCK_WORDS) {
            for (int i = block; i < block + BLOCK; i += SPECIES.length()) {
                LongVector lots = LongVector.fromArray(SPECIES, fields, i);
                LongVector cost = LongVector.fromArray(SPECIES, fields, i + BLOCK);
                LongVector margin = LongVector.fromArray(SPECIES, fields, i + 2 * BLOCK);
                LongVector pnl = lots.mul(price).sub(cost);
                LongVector equity = pnl.add(margin);
                net = net.add(pnl);
                gains = gains.add(pnl.max(0));
                bankrupt = bankrupt.add(equity.lanewise(VectorOperators.LSHR, 63));
                shortfall = shortfall.sub(equity.min(0));
            }
        }
        long allGains = gains.reduceLanes(VectorOperators.ADD);
        return new Revaluation(
                allGains,
                allGains - net.reduceLanes(VectorOperators.ADD),
                bankrupt.reduceLanes(VectorOperators.ADD),
                shortfall.reduceLanes(VectorOperators.ADD));
    }
}
