import ArgumentParser

struct Watch: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "watch")
    @OptionGroup var arguments: SourceArguments
}
