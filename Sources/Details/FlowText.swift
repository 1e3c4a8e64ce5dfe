import Packet
import Screen

extension FlowKey {
    /// The flow in at most so many columns: without the receiver's address where there is no room for it.
    package func text(width: Int) -> String {
        let whole = description
        if TextWidth.of(whole) <= width { return whole }
        return TextWidth.cut("\(FlowKey.endpoint(source, sourcePort)) → :\(destinationPort)", to: width)
    }
}
