/// The facts of an event: what was liquidated in a window of one coin, what price, funding and open
/// interest did, who says so, and what is missing; as text, Markdown, JSON and a picture.
///
/// Knows no command line.
@NullMarked
package spillway.app.report;

import org.jspecify.annotations.NullMarked;
