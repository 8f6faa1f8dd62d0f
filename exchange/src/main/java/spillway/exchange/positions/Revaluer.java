package spillway.exchange.positions;

import java.util.Optional;

/// Values blocks of positions at one price. The vectorised one needs the incubating module
/// `jdk.incubator.vector`; this file and the scalar one must not name it.
///
/// A block is [#BLOCK_WORDS] longs: the lots of [#BLOCK] positions, their costs, their margins.
/// Unused places hold zeros, which add nothing.
interface Revaluer {
    int BLOCK = 8;
    int BLOCK_WORDS = 3 * BLOCK;

    /// Words before the first block: with the 16 bytes of an array's header they fill a line of 64,
    /// so that a block lies on three lines and not on four. Large arrays begin on a line.
    int FIRST_WORD = 6;

    /// Where a block begins.
    static int wordOf(int block) {
        return FIRST_WORD + block * BLOCK_WORDS;
    }

    Revaluation revalue(long[] fields, int from, int to, long priceTicks);

    /// The fastest that this Java runtime has.
    static Revaluer fastest() {
        return vectorised().orElseGet(ScalarRevaluer::new);
    }

    /// The vectorised one, if the module is there.
    static Optional<Revaluer> vectorised() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return Optional.empty();
        }
        try {
            var type = Class.forName(Revaluer.class.getPackageName() + ".VectorRevaluer");
            return Optional.of((Revaluer) type.getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("VectorRevaluer is missing beside Revaluer", e);
        }
    }
}
