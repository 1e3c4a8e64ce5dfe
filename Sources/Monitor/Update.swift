import Receive
import Replay
import Screen

extension Model {
    /// Takes a key, changes what is the monitor's own, and returns what it asks of the world.
    ///
    /// `rows` is how many rows the panels show, for moves by screens. What cannot be done is said in `message`.
    public mutating func press(_ key: Key, rows: Int = 10) -> [Effect] {
        message = nil
        defer { if focus == .table { keepSelectionSeen(rows: rows) } }
        if prompt != nil, let effects = type(key) { return effects }
        guard let action = keys.action(of: key) else {
            message = "\(key.name) does nothing here\(hint)"
            return []
        }
        return perform(action, rows: rows)
    }

    /// Takes a snapshot, and what the run had to say about commands.
    public mutating func see(_ new: Snapshot, messages: [String] = []) {
        if let old = snapshot, old.counters.received != new.counters.received {
            packetsBefore = Dictionary(old.table.rows.map { ($0.id, $0.packets) }) { $1 }
        }
        if new.counters.received != snapshot?.counters.received { eventsBack = 0 }
        snapshot = new
        if let last = messages.last { message = last }
        // An answer to an earlier question may be about another row.
        if let followed = new.table.followed, followed.id == query.followed { selection = followed.place }
        selection = max(0, min(selection, new.table.matching - 1))
        if isFollowing, query.followed == nil { query.followed = selectedRow?.id }
        eventsBack = max(0, min(eventsBack, new.events.count - 1))
    }

    /// How to find the keys, unless no key shows them.
    private var hint: String { keys.key(for: .help).map { "; \($0.name) shows the keys." } ?? "." }

    private mutating func nextTheme() {
        guard themes.count > 1 else {
            message = "There is no other theme."
            return
        }
        theme = (theme + 1) % themes.count
        message = "theme \(themes[theme])"
    }

    private mutating func perform(_ action: Action, rows: Int) -> [Effect] {
        switch action {
        case .toggleRunning: return [.command(.toggleRunning)]
        case .stepRound: return [.command(.stepRound)]
        case .stepFrame: return [.command(.stepFrame)]
        case .pace(let sign): return [.command(.changePace(sign))]
        case .turn(let sign): return [.command(.step(knobInForce, sign))]
        case .reset: return [.command(.reset(knobInForce))]
        case .undo: return [.command(.undo)]
        case .mode: return [.command(.changeMode)]
        case .rules: return [.command(.changeRules)]
        case .quit: return [.quit]
        case .mouse: return toggleMouse()
        case .nextTheme: nextTheme()
        case .pick(let picked): pick(picked)
        case .copybreak: prompt = Prompt(purpose: .copybreak)
        case .filter: prompt = Prompt(purpose: .filter, text: query.filter.text)
        case .write: prompt = Prompt(purpose: .file, text: "lro-top-screen")
        case .record: return record()
        case .help: page = page == .help ? nil : .help
        case .close: close()
        case .zoom: isZoomed.toggle()
        case .detail: openDetail()
        case .focus(let sign): moveFocus(sign)
        case .move(let count): move(count)
        case .page(let sign): move(sign * max(1, rows - 1))
        case .jump(let toEnd): move(toEnd ? .max / 2 : .min / 2)
        case .queue(let queue): toggle(queue: queue)
        case .nextQueue(let sign): nextQueue(sign)
        case .flows, .sort, .reverse, .follow, .freeze: arrange(action)
        }
        return []
    }

    private mutating func pick(_ picked: Knob) {
        if picked == knob.inForce(.lro) { prompt = Prompt(purpose: .knob(knobInForce)) }
        knob = picked
    }

    private mutating func record() -> [Effect] {
        if snapshot?.recording != nil { return [.command(.stopRecording)] }
        prompt = Prompt(purpose: .capture, text: "lro-top-delivered.pcapng")
        return []
    }

    private mutating func toggleMouse() -> [Effect] {
        usesMouse.toggle()
        message = usesMouse ? "The mouse selects and scrolls here." : "The mouse is the terminal's again."
        return [.mouse(usesMouse)]
    }

    /// Closes the innermost thing that is open: a page, the zoom, the filter, the single queue.
    private mutating func close() {
        if page != nil {
            page = nil
        } else if isZoomed {
            isZoomed = false
        } else if !query.filter.isEmpty {
            query.filter = RowFilter()
        } else if query.queue != nil {
            query.queue = nil
        }
    }

    private mutating func openDetail() {
        if page == .row || page == .event {
            page = nil
        } else if focus == .table {
            if selectedRow == nil { message = "There is no row to look into." } else { page = .row }
        } else {
            if selectedEvent == nil { message = "There is no event to look into." } else { page = .event }
        }
    }

    private mutating func moveFocus(_ sign: Int) {
        let panels = Panel.allCases
        let place = (panels.firstIndex(of: focus) ?? 0) + sign
        focus = panels[(place + panels.count) % panels.count]
    }
}
