import Receive
import Screen
import Settings
import Snapshots

/// Typing into the line under the header.
extension Model {
    /// Begins to type the value of a setting, if it decides anything now.
    mutating func beginTyping(_ setting: Setting) {
        guard let settings = snapshot?.settings else { return }
        if setting.applies(to: settings) || !Setting.timed.contains(setting) {
            prompt = Prompt(purpose: .setting(setting), text: setting.hasForm ? setting.text(settings[setting]) : "")
        } else if settings.clock.isInForce {
            message = "\(setting.rawValue): the moderation \(settings.clock.moderation.rawValue) counts no frames."
        } else {
            let key = keys.key(for: .run(.toggleClock)).map { ": \($0.name) begins anew with one." } ?? "."
            message = "Without a clock \(setting.rawValue) decides nothing\(key)"
        }
    }

    /// Takes a key for what is being typed; nil when the key ends the typing and means something else.
    mutating func type(_ key: Key) -> [Effect]? {
        guard var prompt else { return nil }
        switch key {
        case .character(let character) where prompt.accepts(character):
            prompt.text.append(character)
            self.prompt = prompt
        case .character(let character) where !prompt.isNumber || character.isNumber:
            break
        case .backspace:
            self.prompt?.text = String(prompt.text.dropLast())
        case .escape:
            self.prompt = nil
            if prompt.purpose == .filter { query.filter = RowFilter() }
        case .enter:
            self.prompt = nil
            return finish(prompt)
        case .control("c"):
            return nil
        default:
            guard prompt.isNumber else { return [] }
            self.prompt = nil
            return nil
        }
        // A filter works while it is typed.
        if case .filter = self.prompt?.purpose { query.filter = RowFilter(self.prompt?.text ?? "") }
        return []
    }

    private mutating func finish(_ prompt: Prompt) -> [Effect] {
        switch prompt.purpose {
        case .filter:
            query.filter = RowFilter(prompt.text)
        case .file:
            guard !prompt.text.isEmpty else { return [] }
            if snapshot?.flows != nil { return [.write(prompt.text)] }
            writing = prompt.text
        case .capture:
            return prompt.text.isEmpty ? [] : [.command(.record(path: prompt.text))]
        case .setting(let setting) where setting.hasForm:
            if let value = setting.value(of: prompt.text) { return [.command(.set(setting, value))] }
            message = setting.rangeSentence
        case .setting(let setting):
            return Int(prompt.text).map { [.command(.set(setting, $0))] } ?? []
        }
        return []
    }
}

extension Prompt {
    /// Whether a character can be typed now.
    func accepts(_ character: Character) -> Bool {
        if isNumber { return character.isASCII && character.isNumber && text.count < 7 }
        return character.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f } && text.count < 200
    }

    /// What stands before the text, and what is allowed.
    var explanation: (name: String, hint: String) {
        switch purpose {
        case .setting(.flush):
            ("flush", "poll-end idle empty timeout[-at-poll]=µs kernel=µs[,N]; Enter sets it, Esc leaves it")
        case .setting(let setting):
            (setting.rawValue, "\(setting.hint), Enter sets it, Esc leaves it")
        case .filter:
            ("filter", "address, port, reason, queue N; Enter keeps it, Esc clears it")
        case .file:
            ("write", "NAME.txt and NAME.json, Enter writes them, Esc leaves it")
        case .capture:
            ("record", "a new .pcapng or .pcap file, Enter begins, W ends it, Esc leaves it")
        }
    }
}
