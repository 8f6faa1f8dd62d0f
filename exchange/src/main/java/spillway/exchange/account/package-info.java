/// What the accounts of one venue own and owe: wallets, collateral, positions, margin; and which of
/// them can be near liquidation.
///
/// Everything is whole numbers: money in units of the venue's one settlement currency, prices in
/// ticks, sizes in lots. Rounding goes against the account, and what is rounded off one account is
/// never lost: the ledger's sums stay exact.
///
/// Knows no order book, no clock and no liquidation procedure.
@NullMarked
package spillway.exchange.account;

import org.jspecify.annotations.NullMarked;
