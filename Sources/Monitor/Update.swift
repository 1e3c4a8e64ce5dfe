import Receive
import Replay
import Screen

extension Model {
    /// Takes a key, changes what is the monitor's own, and returns what it asks of the world.
    public mutating func press(_ key: Key) -> [Effect] {
        message = nil
        if typed != nil, let effects = type(key) { return effects }
        guard let action = KeyTable.action(of: key) else {
            message = "\(key.name) does nothing here; ? shows the keys."
            return []
        }
        return perform(action)
    }

    /// Takes a snapshot, and what the run had to say about commands.
    public mutating func see(_ snapshot: Snapshot, messages: [String] = []) {
        self.snapshot = snapshot
        if let last = messages.last { message = last }
        scroll = max(0, min(scroll, snapshot.sessions.count - 1))
    }

    private mutating func perform(_ action: Action) -> [Effect] {
        switch action {
        case .toggleRunning: return [.command(.toggleRunning)]
        case .stepRound: return [.command(.stepRound)]
        case .stepFrame: return [.command(.stepFrame)]
        case .pace(let sign): return [.command(.changePace(sign))]
        case .turn(let sign): return [.command(.step(knob, sign))]
        case .reset: return [.command(.reset(knob))]
        case .quit: return [.quit]
        case .pick(let picked):
            if picked == knob { typed = "" }
            knob = picked
        case .scroll(let rows):
            scroll = max(0, min(scroll + rows, (snapshot?.sessions.count ?? 0) - 1))
        case .help:
            showsHelp.toggle()
        case .close:
            showsHelp = false
        }
        return []
    }

    /// Takes a key for the number being typed; nil when the key ends the typing and means something else.
    private mutating func type(_ key: Key) -> [Effect]? {
        switch key {
        case .character(let character) where character.isASCII && character.isNumber:
            typed = String(((typed ?? "") + String(character)).prefix(6))
        case .backspace:
            typed = typed.map { String($0.dropLast()) }
        case .escape:
            typed = nil
        case .enter:
            let value = typed.flatMap { Int($0) }
            typed = nil
            guard let value else { return [] }
            guard knob.range.contains(value) else {
                message = "\(knob.rawValue) goes from \(knob.range.lowerBound) to \(knob.range.upperBound)."
                return []
            }
            return [.command(.turn(knob, value))]
        default:
            typed = nil
            return nil
        }
        return []
    }
}
