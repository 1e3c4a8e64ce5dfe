import Config
import Screen

/// The answer to `--list-nics`: of each preset what it sets, as options, and below it where each of them is from.
enum NICList {
    /// The lines, in pure ASCII.
    static var text: String {
        let lines =
            NICPreset.all.flatMap { entry($0) + [""] } + ["Such as: lro-top dump.pcap --arrivals recorded --nic ixgbe"]
        return lines.map { $0 + "\n" }.joined()
    }

    private static let width = 100
    private static let nameWidth = (NICPreset.all.map(\.name.count).max() ?? 0) + 2
    /// Of an option and its value, below the name.
    private static let optionWidth = (NICPreset.all.flatMap(\.values).map(\.text.count).max() ?? 0) + 2
    /// A blank at which no line ends.
    private static let firmBlank = "\u{A0}"

    private static func entry(_ preset: NICPreset) -> [String] {
        let options = preset.values.map { $0.text.replacing(" ", with: firmBlank) }.joined(separator: " ")
        let sources = preset.values.flatMap { column($0.text, optionWidth, "\($0.source)", width - nameWidth) }
        let below = TextWidth.wrap(preset.note, to: width - nameWidth) + sources
        return column(preset.name, nameWidth, options, width) + below.map { TextWidth.pad("", to: nameWidth) + $0 }
    }

    /// Words with others beside them, which go on in their column.
    private static func column(_ head: String, _ headWidth: Int, _ text: String, _ width: Int) -> [String] {
        TextWidth.wrap(text, to: width - headWidth).enumerated().map { place, line in
            TextWidth.pad(place == 0 ? head : "", to: headWidth) + line.replacing(firmBlank, with: " ")
        }
    }
}
