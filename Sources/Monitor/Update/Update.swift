import Receive
import Replay
import Screen
import Settings
import Snapshots

extension Model {
    /// Takes a key, changes what is the monitor's own, and returns what it asks of the world.
    ///
    /// The screen has that many columns and rows, which moves by screens go by. What cannot be done is said in
    /// `message`.
    public mutating func press(_ key: Key, width: Int, height: Int) -> [Effect] {
        message = nil
        let layout = layout(width: width, height: height)
        defer { if focus == .table { keepSelectionSeen(self.layout(width: width, height: height)) } }
        if prompt != nil, let effects = type(key) { return effects }
        guard let action = keys.action(of: key) else {
            message = "\(key.name) does nothing here\(hint)"
            return []
        }
        return perform(action, layout)
    }

    /// Takes a snapshot, and what the run had to say about commands; returns what has only waited for it.
    public mutating func see(_ new: Snapshot, messages: [String] = []) -> [Effect] {
        if let old = snapshot, old.counters.received != new.counters.received {
            packetsBefore = Dictionary(old.table.rows.map { ($0.id, $0.packets) }) { $1 }
        }
        if new.counters.received != snapshot?.counters.received { eventsBack = 0 }
        snapshot = new
        // There is no such column any more.
        if new.clock == nil, query.column == .latency { (query.column, query.isDescending) = (.opened, false) }
        if let last = messages.last { message = last }
        // An answer to an earlier question may be about another row.
        if let followed = new.table.followed, followed.id == query.followed { selection = followed.place }
        selection = max(0, min(selection, new.table.matching - 1))
        if isFollowing, query.followed == nil { query.followed = selectedRow?.id }
        eventsBack = max(0, min(eventsBack, new.events.count - 1))
        guard let name = writing, new.flows != nil else { return [] }
        writing = nil
        return [.write(name)]
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

    private mutating func perform(_ action: Action, _ layout: Layout) -> [Effect] {
        if performOnTimeline(action, layout) { return [] }
        switch action {
        case .run(let command): return [.command(command)]
        case .turn(let direction): return [.command(.step(knobInForce, direction))]
        case .reset: return [.command(.reset(knobInForce))]
        case .quit: return [.quit]
        case .mouse: return toggleMouse()
        case .nextTheme: nextTheme()
        case .pick(let picked): pick(picked)
        case .type(let setting): beginTyping(setting)
        case .filter: prompt = Prompt(purpose: .filter, text: query.filter.text)
        case .write: prompt = Prompt(purpose: .file, text: "lro-top-screen")
        case .record: return record()
        case .help: page = page == .help ? nil : .help
        case .warnings: page = page == .warnings ? nil : .warnings
        case .close: close()
        case .zoom: isZoomed.toggle()
        case .detail: openDetail()
        case .focus(let direction): moveFocus(direction)
        case .move(let direction): move(direction.sign, layout)
        case .page(let direction): move(direction.sign * max(1, layout.rows(of: focus) - 1), layout)
        case .jump(let toEnd): move(toEnd ? .max / 2 : .min / 2, layout)
        case .queue(let queue): toggle(queue: queue)
        case .nextQueue(let direction): nextQueue(direction)
        case .flows, .sort, .reverse, .follow, .freeze: arrange(action)
        }
        return []
    }

    private mutating func pick(_ picked: Setting) {
        if picked == knob.inForce(.lro) { prompt = Prompt(purpose: .setting(knobInForce)) }
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
        if page == .row {
            openTimeline()
        } else if page == .timeline || page == .event {
            page = nil
        } else if focus == .table {
            if selectedRow == nil { message = "There is no row to look into." } else { page = .row }
        } else {
            if selectedEvent == nil { message = "There is no event to look into." } else { page = .event }
        }
    }

    private mutating func moveFocus(_ direction: Direction) {
        let panels = Panel.allCases
        let place = (panels.firstIndex(of: focus) ?? 0) + direction.sign
        focus = panels[(place + panels.count) % panels.count]
    }
}
