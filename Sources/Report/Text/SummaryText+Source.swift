import Frames

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
        guard interfaces.count > 1 || interfaces.contains(where: { !$0.name.isEmpty }) else { return nil }
        let shown = interfaces.prefix(Self.most).enumerated().map { place, interface in
            let name = interface.name.isEmpty ? "" : "\(interface.name) "
            let frames = account?.frames(ofInterface: place) ?? 0
            return "\(place) \(name)(\(interface.linkName)) \(frames == 1 ? "1 frame" : "\(frames) frames")"
        }
        let more = interfaces.count > Self.most ? " · and \(interfaces.count - Self.most) more" : ""
        return "interfaces: \(shown.joined(separator: " · "))\(more)"
    }

    /// What was not read, or not wanted, in a sentence each.
    var omissions: [String] {
        let others = account?.otherInterfaces ?? 0
        let unwanted = others == 0 ? nil : "\(others) of \(account?.frames ?? 0) frames are of other interfaces."
        return [leftOut.map { $0 + "." }, unwanted].compactMap(\.self)
    }
}
