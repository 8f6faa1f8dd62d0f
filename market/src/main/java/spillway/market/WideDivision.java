package spillway.market;

/// Division of a 128-bit product by a `long`, without allocating.
public final class WideDivision {
    private WideDivision() {}

    /// Unsigned `high:low / divisor`, rounded down, for `0 <= high < divisor < 2^63`: schoolbook
    /// division of two 32-bit digits (Knuth, The Art of Computer Programming 2, 4.3.1 D; Warren,
    /// Hacker's Delight, divlu). The quotient is negative where it needs the 64th bit.
    public static long quotient(long high, long low, long divisor) {
        int shift = Long.numberOfLeadingZeros(divisor);
        long d = divisor << shift;
        long dHigh = d >>> 32;
        long dLow = d & 0xFFFF_FFFFL;
        long n = shift == 0 ? high : (high << shift) | (low >>> (64 - shift));
        long nLow = low << shift;
        long n1 = nLow >>> 32;
        long n0 = nLow & 0xFFFF_FFFFL;
        long q1 = digit(n, dHigh, dLow, n1);
        long rest = (n << 32) + n1 - q1 * d;
        long q0 = digit(rest, dHigh, dLow, n0);
        return (q1 << 32) + q0;
    }

    private static long digit(long n, long dHigh, long dLow, long next) {
        long q = Long.divideUnsigned(n, dHigh);
        long r = n - q * dHigh;
        while (q >>> 32 != 0 || Long.compareUnsigned(q * dLow, (r << 32) | next) > 0) {
            q--;
            r += dHigh;
            if (r >>> 32 != 0) {
                break;
            }
        }
        return q;
    }
}
