package spillway.exchange.venue;

import spillway.exchange.book.OrderSide;
import spillway.exchange.book.OrderTerms;
import spillway.exchange.book.ReferencePrice;
import spillway.exchange.book.TriggerKind;
import spillway.margin.MarginMode;

/// The commands of a venue. Everything that changes it comes through here, so that a log of these
/// calls is the venue's whole history.
///
/// Nothing throws for what it is given but a price or time that only the market itself tells
/// ([#advance], [#index], [#mark], [#otherMarks], [#collateralPrice]): refusals are told to the
/// [VenueSink]. Accounts are `1..accounts - 1`.
public interface VenueInput {
    /// The settlement currency among the assets; collateral assets are numbered from 0.
    int SETTLEMENT = -1;

    /// Moves the clock, and does what became due on the way: mark prices, funding, the house's
    /// exit, another look at those who wait for the engine.
    ///
    /// @param timeNs nanoseconds since the epoch, never less than before
    void advance(long timeNs);

    /// Tells the index price, which enters the mark price at its next computation.
    void index(int instrument, long ticks);

    /// Tells the mark price itself; under rules that compute it, it holds until the next
    /// computation.
    void mark(int instrument, long ticks);

    /// Tells the middle of other venues' mark prices.
    void otherMarks(int instrument, long ticks);

    /// Tells the price of a collateral asset, settlement money units for one whole asset.
    void collateralPrice(int asset, long price);

    /// Pays in; account 0 is the insurance fund.
    void deposit(int account, int asset, long amount);

    /// Pays out what is available: of the settlement currency what open positions and orders leave,
    /// of a collateral asset what the account can do without.
    void withdraw(int account, int asset, long amount);

    /// Chooses margin mode and leverage for an instrument in which the account has nothing open.
    void choose(int account, int instrument, MarginMode mode, int leverage);

    /// Moves margin to an isolated position, or back if negative.
    void isolatedMargin(int account, int instrument, long money);

    /// Places a limit order; returns the id under which it rests, 0 if it does not.
    long limit(
            int account,
            int instrument,
            OrderSide orderSide,
            long priceTicks,
            long lots,
            OrderTerms terms);

    /// Places a market order; it trades up to the price band.
    void market(int account, int instrument, OrderSide orderSide, long lots, OrderTerms terms);

    /// Arms a market order that only reduces; returns its id, 0 if it was refused.
    long stop(
            int account,
            int instrument,
            OrderSide orderSide,
            TriggerKind kind,
            ReferencePrice reference,
            long triggerTicks,
            long lots);

    void cancel(int account, int instrument, long orderId);

    /// Cancels all orders of an account in an instrument, the newest first.
    void cancelAll(int account, int instrument);

    /// Gives a resting order another price or size; returns the id under which it rests, 0 if it
    /// does not.
    long replace(int account, int instrument, long orderId, long priceTicks, long lots);

    void halt(Halt what);

    void resume(Halt what);
}
