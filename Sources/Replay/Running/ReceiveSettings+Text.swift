import Receive
import Settings

/// The values of settings in words, as they are chosen.
extension ReceiveSettings {
    /// The settings as options of the program.
    public var optionText: String {
        told().map { "--\($0.rawValue) \(text(of: $0))" }.joined(separator: " ")
    }

    /// The value of a setting as its option takes it.
    public func text(of setting: Setting) -> String { toldWord(setting) ?? setting.text(self[setting]) }

    /// A setting and its value where little room is: `4 queues`, `queues capture (4)`.
    public func phrase(of setting: Setting) -> String {
        toldWord(setting).map { "\(setting.rawValue) \($0) (\(self[setting]))" } ?? setting.phrase(self[setting])
    }

    /// The word that stands for a number which the capture tells; nil for a number that was given.
    private func toldWord(_ setting: Setting) -> String? { followsCapture ? setting.word : nil }
}
