import CTerminal
import Glibc

extension Display {
    /// Waits until something happens, at most so long; without a time, as long as it takes.
    ///
    /// May return early and with no events.
    public mutating func wait(timeoutMilliseconds timeout: Int? = nil) -> [Event] {
        guard isOpen else { return [] }
        var sources = [ct_key_fd(), waker.reading, ct_signal_fd()].map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        poll(&sources, nfds_t(sources.count), timeout.map { Int32(clamping: max(0, $0)) } ?? -1)
        var events: [Event] = []
        if waker.drain() { events.append(.wake) }
        readSignals(into: &events)
        readKeys(into: &events)
        let isHungUp = sources[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0
        // A terminal that is gone stays readable for ever, also where the signal is ignored.
        if isHungUp, !events.contains(.terminate(SIGHUP)) { events.append(.terminate(SIGHUP)) }
        return events
    }

    private func readSignals(into events: inout [Event]) {
        var isResumed = false
        while case let number = ct_next_signal(), number != 0 {
            switch number {
            case SIGTSTP:
                ct_suspend()
                isResumed = true
            case SIGCONT:
                // Also the end of a stop that was seen here; then the screen is painted already.
                if !isResumed { ct_resume() }
                isResumed = true
            case SIGWINCH: break  // ncurses has a key for it
            default: events.append(.terminate(number))
            }
        }
        if isResumed { events.append(.resumed) }
    }

    private mutating func readKeys(into events: inout [Event]) {
        var batch: [RawKey] = []
        while let raw = RawKey.read() { batch.append(raw) }
        events += decoder.decode(batch)
        // Curses has cut what it held to the new size; all of it has to be drawn anew.
        if events.contains(.resize) { shown = nil }
    }

    /// Ends the process by a signal, as if it had never been handled, so that a shell sees what happened.
    public static func end(by signal: Int32) -> Never { ct_die(signal) }

    /// Lets the calling thread overflow its stack and still leave the terminal as it was.
    ///
    /// The thread that opens the display is covered; others that live as long as the process may call this once.
    public static func coverThread() { ct_cover_thread() }
}
