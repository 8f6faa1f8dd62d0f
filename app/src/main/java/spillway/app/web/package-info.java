/// The dashboard's server on loopback: REST, a WebSocket that clients fall behind on at their own
/// cost, and the page itself.
///
/// The only place that knows the web server's types. Knows no venue and no tape; asks
/// [spillway.app.live.LiveQuestions] and gets pictures.
@NullMarked
package spillway.app.web;

import org.jspecify.annotations.NullMarked;
