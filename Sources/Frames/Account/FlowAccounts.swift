import Packet

/// What un-merge knows of the flows of a source: a value that costs little to copy.
public struct FlowAccounts: Sendable {
    private let numbers: [FlowKey: Int]
    private let accounts: [FlowAccount]

    /// The accounts of flows that have numbers.
    package init(numbers: [FlowKey: Int], accounts: [FlowAccount]) {
        self.numbers = numbers
        self.accounts = accounts
    }

    /// What is known of the latest connection with that key; nil where none was followed.
    public subscript(flow: FlowKey) -> FlowAccount? {
        numbers[flow].flatMap { $0 < accounts.count ? accounts[$0] : nil }
    }
}
