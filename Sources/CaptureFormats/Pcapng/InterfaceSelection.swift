import Frames
import Packet
import PlainText

/// The interfaces of a capture whose frames are wanted, by number from 0 or by name.
package struct InterfaceSelection: Sendable {
    /// What the user wrote, control characters made visible.
    let text: String
    private let number: Int?

    /// A selection in a user's words.
    package init(_ text: String) {
        self.text = text.harmless
        number = text.allSatisfy(\.isASCII) ? Int(text) : nil
    }

    /// Whether the interface of that number among all is wanted; what looks like a number is none's name.
    ///
    /// Where the frames tell their interfaces themselves (Linux cooked v2), all may have some.
    package func takes(_ interface: CaptureInterface, number: Int) -> Bool {
        self.number.map { $0 == number || $0 > 0 && interface.link == .linuxCooked2 } ?? (interface.name == text)
    }

    /// What is wrong with it for a classic pcap file, which describes no interfaces; nil where the frames tell theirs.
    package func fault(name: String, classic link: LinkType) -> SourceError? {
        guard link == .linuxCooked2 else {
            return SourceError(
                .usage,
                "\(name): it names no interfaces, so \"\(text)\" cannot be selected: pcapng does, and Linux cooked v2")
        }
        if let number, number > 0 { return nil }
        return SourceError(
            .usage,
            "\(name): no interface \"\(text)\": Linux cooked v2 tells the number of an interface, not its name; "
                + "a number from 1 on is allowed")
    }

    /// What an error says where no interface of a capture is wanted.
    package func fault(name: String, among interfaces: [CaptureInterface]) -> SourceError {
        let most = 20
        let shown = interfaces.prefix(most).enumerated().map { number, interface in
            interface.name.isEmpty ? "\(number)" : "\(number) (\(interface.name))"
        }
        let rest = interfaces.count > most ? " and \(interfaces.count - most) more" : ""
        let all = interfaces.isEmpty ? "it describes none" : "there are \(shown.joined(separator: ", "))\(rest)"
        return SourceError(.usage, "\(name): no interface \"\(text)\": \(all)")
    }
}
