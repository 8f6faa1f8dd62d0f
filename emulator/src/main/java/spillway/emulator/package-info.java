/// Puts a market, scripted or recorded, behind the venues' own wire protocols on loopback: what a
/// client subscribes to, the acknowledgements, pings and REST answers, the venues' throttles, and
/// faults on request. Knows the truth of what it published and of what happened.
///
/// Clients cannot tell it from a venue; it must not know who they are.
@NullMarked
package spillway.emulator;

import org.jspecify.annotations.NullMarked;
