import Frames
import Packet

/// The captures and the interfaces that the frames are from, in lines.
extension SourceFacts {
    /// More of them are not named one by one.
    private static let most = 20

    /// A line for each of several captures: its frames, or what ended it early.
    var fileLines: [String] {
        let lines = files.prefix(Self.most).map { file in
            let frames = file.frames == 1 ? "1 frame" : "\(file.frames) frames"
            guard let fault = file.fault else { return "\(file.name): \(frames)" }
            return "\(fault.hasPrefix(file.name) ? "" : "\(file.name): ")\(fault) (\(frames) read)"
        }
        return lines + (files.count > Self.most ? ["… and \(files.count - Self.most) more files"] : [])
    }

    /// The interfaces with their frames in a line; nil where the captures tell nothing of them.
    var interfaceLine: String? {
        let isTold = interfaces.count > 1 || interfaces.contains { !$0.name.isEmpty }
        let own = (isTold ? interfaces : []).enumerated().map { place, interface in
            let name = interface.name.isEmpty ? "\(place)" : "\(place) \(interface.name)"
            return (name, interface.linkName, account?.interfaces.frames(at: place) ?? 0)
        }
        let indices = account?.interfaces.indices ?? []
        let all = own + indices.map { ($0.name, LinkType.linuxCooked2.rawValue, $0.frames) }
        guard !all.isEmpty else { return nil }
        let shown = all.prefix(Self.most).map { name, link, frames in
            "\(name) (\(link)) \(frames == 1 ? "1 frame" : "\(frames) frames")"
        }
        let more = all.count > Self.most ? " · and \(all.count - Self.most) more" : ""
        return "interfaces: \(shown.joined(separator: " · "))\(more)"
    }

    /// What was not read, or not wanted, in a sentence each.
    var omissions: [String] {
        let others = account?.otherInterfaces ?? 0
        let unwanted = others == 0 ? nil : "\(others) of \(account?.frames ?? 0) frames are of other interfaces."
        return [leftOut.map { $0 + "." }, unwanted].compactMap(\.self)
    }
}
