import CTerminal
import Glibc

extension Display {
    /// How long an Escape may be the beginning of an answer.
    private static let escapeTime = Duration.milliseconds(50)

    /// Waits until something happens, at most so long; without a time, as long as it takes.
    ///
    /// May return early and with no events.
    public mutating func wait(timeoutMilliseconds timeout: Int? = nil) -> [TerminalEvent] {
        guard isOpen else { return [] }
        var sources = [ct_key_fd(), waker.reading, ct_signal_fd()].map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        if isSending { sources.append(pollfd(fd: ct_output_fd(), events: Int16(POLLOUT), revents: 0)) }
        let limit = decoder.holdsBack ? min(timeout ?? .max, Int(Self.escapeTime / .milliseconds(1))) : timeout
        poll(&sources, nfds_t(sources.count), limit.map { Int32(clamping: max(0, $0)) } ?? -1)
        if isSending { isSending = ct_send() > 0 }
        var events: [TerminalEvent] = []
        if waker.drain() { events.append(.wake) }
        readSignals(into: &events)
        readKeys(into: &events)
        let isHungUp = sources[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0
        // A terminal that is gone stays readable for ever, also where the signal is ignored.
        if isHungUp, !events.contains(.terminate(SIGHUP)) { events.append(.terminate(SIGHUP)) }
        return events
    }

    private mutating func readSignals(into events: inout [TerminalEvent]) {
        var isResumed = false
        while case let number = ct_next_signal(), number != 0 {
            switch number {
            case SIGTSTP:
                events += settle()
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
        guard isResumed else { return }
        pacer.forget()
        isSending = false
        events.append(.resumed)
    }

    private mutating func readKeys(into events: inout [TerminalEvent]) {
        var batch: [RawKey] = []
        while let raw = RawKey.read() { batch.append(raw) }
        let now = ContinuousClock.now
        if !batch.isEmpty { lastRead = now }
        // Where nothing came behind what was held back, it was a key.
        let mayGoOn = pacer.awaitsAnswer && lastRead.duration(to: now) < Self.escapeTime
        events += decoder.decode(batch, awaitsAnswer: mayGoOn)
        if decoder.takeAnswer() { pacer.answer(at: now) }
        // Curses has cut what it held to the new size; all of it has to be drawn anew.
        if events.contains(.resize) { shown = nil }
    }

    /// Waits a moment for an answer that is out, before the terminal is given to somebody who did not ask.
    ///
    /// Returns what else came meanwhile.
    mutating func settle() -> [TerminalEvent] {
        var events: [TerminalEvent] = []
        guard let time = pacer.farewell else { return events }
        let end = ContinuousClock.now + time
        while pacer.awaitsAnswer, case let left = ContinuousClock.now.duration(to: end), left > .zero {
            var source = pollfd(fd: ct_key_fd(), events: Int16(POLLIN), revents: 0)
            if isSending { isSending = ct_send() > 0 }
            poll(&source, 1, Int32(clamping: isSending ? 10 : Int(left / .milliseconds(1)) + 1))
            if source.revents & ~Int16(POLLIN) != 0 { break }
            readKeys(into: &events)
        }
        if pacer.awaitsAnswer { ct_forget_input() }
        return events
    }

    /// Ends the process by a signal, as if it had never been handled, so that a shell sees what happened.
    public static func end(by signal: Int32) -> Never { ct_die(signal) }

    /// Lets the calling thread overflow its stack and still leave the terminal as it was.
    ///
    /// The thread that opens the display is covered; others that live as long as the process may call this once.
    public static func coverThread() { ct_cover_thread() }
}
