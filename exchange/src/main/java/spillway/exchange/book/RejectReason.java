package spillway.exchange.book;

/// Why a command changed nothing.
public enum RejectReason {
    /// A price outside `1..MAX_PRICE_TICKS`.
    PRICE_OUT_OF_RANGE,
    /// A quantity outside `1..MAX_LOTS`.
    QUANTITY_OUT_OF_RANGE,
    /// An account outside `0..MAX_ACCOUNT`.
    ACCOUNT_OUT_OF_RANGE,
    /// A market order that asks to rest: post-only.
    CONFLICTING_TERMS,
    /// A buy above the upper or a sell below the lower price band.
    OUTSIDE_BAND,
    /// A post-only order that would trade at once.
    WOULD_TAKE,
    /// A reduce-only order of an account with nothing to reduce on that side.
    NOTHING_TO_REDUCE,
    /// A fill-or-kill order for more than the book can give it.
    NOT_FILLABLE,
    /// A conditional order whose condition already holds.
    WOULD_TRIGGER,
    /// A conditional order on a price that is not known yet.
    NO_REFERENCE_PRICE,
    /// No order rests under this id; it may have traded or been cancelled.
    UNKNOWN_ORDER,
    /// Conditional orders cannot be replaced: cancel it and place another.
    NOT_REPLACEABLE,
    /// The order belongs to another account.
    NOT_OWNER,
    /// The book holds its greatest number of orders, or has numbered its last one.
    BOOK_FULL,
    /// The caller's own id names an order that is still alive; see [ClientOrders].
    DUPLICATE_CLIENT_ID
}
