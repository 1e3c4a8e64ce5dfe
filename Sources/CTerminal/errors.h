#ifndef ERRORS_H
#define ERRORS_H

// Standard error is held back while the screen is up, or messages would be drawn over and lost.

/// Holds it back, where it is a terminal.
void errors_hold(void);
/// Lets it go on, after what was held back. Async-signal-safe.
void errors_release(void);

#endif
