package spillway.exchange.venue;

import spillway.exchange.book.CancelReason;
import spillway.exchange.book.OrderSide;
import spillway.exchange.book.RejectReason;
import spillway.market.PositionSide;

/// Where a venue tells what happened, in order, as primitives. Every method does nothing by
/// default, so an implementation names what it wants.
///
/// Called in the middle of a command: an implementation must not call the venue and must not throw.
/// `instrument` and `account` are numbers of the venue; account 0 is the house.
public interface VenueSink {
    /// Hears nothing.
    VenueSink SILENT = new VenueSink() {};

    /// The venue's clock moved; what follows happens at this time.
    default void now(long timeNs) {}

    /// A command was refused by the venue; nothing changed.
    ///
    /// @param instrument -1 where it was about none
    default void rejected(int account, int instrument, VenueReject reason) {}

    /// A command was refused by the book; see [RejectReason].
    default void orderRejected(int account, int instrument, long orderId, RejectReason reason) {}

    /// An order waits from now on under this id; it may be one that was replaced.
    default void rested(
            int account,
            int instrument,
            long orderId,
            OrderSide orderSide,
            long priceTicks,
            long lots) {}

    /// A resting order shrank in place or left its place, `lotsLeft` 0, to come back.
    default void reduced(
            int account,
            int instrument,
            long orderId,
            OrderSide orderSide,
            long priceTicks,
            long lotsLeft) {}

    /// What was left of an order is gone.
    default void cancelled(
            int account,
            int instrument,
            long orderId,
            OrderSide orderSide,
            long priceTicks,
            long lots,
            CancelReason reason) {}

    /// A conditional order waits for its trigger.
    default void armed(
            int account,
            int instrument,
            long orderId,
            OrderSide orderSide,
            long triggerTicks,
            long lots) {}

    /// A trade on the book.
    ///
    /// @param makerLotsLeft what still rests of the maker
    /// @param cause why the taker traded
    default void filled(
            int instrument,
            long takerId,
            int taker,
            long makerId,
            int maker,
            OrderSide takerSide,
            long priceTicks,
            long lots,
            long makerLotsLeft,
            FillCause cause) {}

    /// A liquidation order has run. It may have traded nothing.
    ///
    /// @param instrument that it was for
    /// @param closedSide the position that died
    /// @param lots that it was for
    /// @param limitTicks its limit
    /// @param bankruptcyTicks where the position's share of equity was used up
    /// @param filledLots of it
    /// @param filledValue what they traded for, money units
    /// @param fee taken, money units
    /// @param trigger what brought the account there
    default void liquidated(
            int account,
            int instrument,
            PositionSide closedSide,
            long lots,
            long limitTicks,
            long bankruptcyTicks,
            long filledLots,
            long filledValue,
            long fee,
            Trigger trigger) {}

    /// The house took a position over at its bankruptcy price.
    default void takenOver(
            int account,
            int instrument,
            PositionSide closedSide,
            long lots,
            long bankruptcyTicks,
            Trigger trigger) {}

    /// A winner's position was reduced to close a bankrupt one.
    ///
    /// @param closedSide the winner's side
    /// @param bankrupt whose position was closed against it
    default void deleveraged(
            int account,
            int instrument,
            PositionSide closedSide,
            long lots,
            long priceTicks,
            int bankrupt,
            Trigger trigger) {}

    /// An account paid in, or took out if `amount` is negative.
    ///
    /// @param asset -1 for the settlement currency
    default void moved(int account, int asset, long amount) {}

    /// The insurance fund's wallet changed.
    ///
    /// @param account about whom it was
    /// @param change money units, negative where the fund pays
    /// @param wallet after it
    default void fundChanged(int account, long change, long wallet, FundChange why) {}

    /// Collateral was sold by the venue to pay a debt.
    ///
    /// @param amount of the asset
    /// @param proceeds money units
    default void converted(int account, int asset, long amount, long proceeds) {}

    /// A winner paid for a loss that the fund could not bear.
    default void sharedLoss(int account, long paid) {}

    /// A mark price was computed or told.
    default void marked(int instrument, long markTicks, long indexTicks) {}

    /// Funding was paid.
    ///
    /// @param ratePpb what longs paid, in parts of a billion of value
    /// @param toNs the time at which it was due
    /// @param intervalNs between two payments
    default void funded(int instrument, long ratePpb, long toNs, long intervalNs) {}

    /// An account paid funding, or received it if negative, money units.
    default void fundingPaid(int account, int instrument, long money) {}

    default void halted(Halt what) {}

    default void resumed(Halt what) {}
}
