/// Serves emulated venues on loopback: WebSocket and HTTP over real sockets, half messages and cut
/// connections included.
///
/// Knows no venue and no market, only [spillway.emulator.VenueFront].
@NullMarked
package spillway.emulator.server;

import org.jspecify.annotations.NullMarked;
