package spillway.exchange.venue;

import spillway.margin.Rational;
import spillway.margin.price.Funding;

/// How a venue computes and pays funding.
///
/// @param intervalNs between two payments; payments are due at whole intervals since the epoch
/// @param shape of the rate as a function of the average premium
/// @param interest rate inside the band
/// @param band half width of the band
/// @param cap largest rate either way
/// @param parts payments that make up one rate: 8 where an eight-hour rate is paid hourly
public record FundingTerms(
        long intervalNs, Shape shape, Rational interest, Rational band, Rational cap, int parts) {
    /// The family of formulas.
    public enum Shape {
        /// `premium + clamp(interest − premium, −band, band)`.
        CLAMPED_TO_INTEREST,
        /// The premium itself.
        PREMIUM,
        /// What of the premium lies outside the band.
        BEYOND_BAND
    }

    /// Every eight hours, 0.01 % inside a band of 0.05 %, at most 2 %.
    public static final FundingTerms EIGHT_HOURS =
            new FundingTerms(
                    8 * 3_600_000_000_000L,
                    Shape.CLAMPED_TO_INTEREST,
                    Rational.of(1, 10_000),
                    Rational.of(5, 10_000),
                    Rational.of(2, 100),
                    1);

    /// The rate of one payment.
    Rational rate(Rational premium) {
        Rational rate =
                switch (shape) {
                    case CLAMPED_TO_INTEREST -> Funding.clampedToInterest(premium, interest, band);
                    case PREMIUM -> premium;
                    case BEYOND_BAND -> Funding.beyondBand(premium, band);
                };
        return rate.clamp(cap.negated(), cap).dividedBy(Rational.of(parts));
    }
}
