import Packet

/// What kind of connection one is.
struct ConnectionTraits: Sendable {
    /// Who sends what.
    enum Role: Sendable {
        /// The peer sends data as fast as its congestion window lets it.
        case bulk
        /// The peer sends small requests, a new one as the response to an earlier one comes.
        case requests
        /// The receiver itself sends data, and sees the peer's acknowledgments.
        case acknowledgments
    }

    var role = Role.bulk
    /// The receiver's port.
    var port: UInt16 = 5201
    /// The VLAN id of a tag, 0 for none.
    var vlan: UInt16 = 0
    var isIPv6 = false
    var hasTimestamps = true
    /// The MSS that the peer offers over IPv4; over IPv6 it is 20 bytes less.
    var mss = 1460
    /// The most segments in a burst.
    var longestBurst = 45
    /// Nanoseconds between bursts.
    var silence = 20_000...80_000
    /// Where it is not 0, bursts begin at multiples of so many nanoseconds instead, together with all others.
    var beat: Int64 = 0
    /// How many segments with data, or acknowledgments, are sent before the FIN.
    var segments = 1_000...20_000
    /// How many bytes a request has; small ones are more frequent.
    var requests = 1...4_000
    /// How many bytes the response to a request has; small ones are more frequent.
    var responses = 20...20_000
    /// The share of segments that get lost, and with data are sent again later.
    var loss = 0.0
    /// The share of segments that later ones overtake.
    var reordering = 0.0
    /// The share of segments that arrive twice.
    var duplication = 0.0
    /// The share of segments that a router marks CE; above 0 the connection speaks ECN.
    var congestion = 0.0
    /// The share of segments with URG, IP options, SACK, or in fragments.
    var oddity = 0.0
    /// The share of connections that end with RST.
    var reset = 0.0

    /// The payload of a full segment.
    var fullLength: Int {
        max(1, mss - (isIPv6 ? 20 : 0) - (hasTimestamps ? 12 : 0))
    }
}
