import Packet

extension FrameShape {
    /// What stands in front of a test in a filter so that it looks behind the layers, as `vlan and`.
    var filterPrefix: String {
        layers.map { layer in
            switch layer {
            case .tag: "vlan and "
            case .pppoe: "pppoes and "
            case .label: "mpls and "
            // No word looks behind it.
            case .snap: ""
            }
        }.joined()
    }

    /// A filter by bytes for packets of a target that have this shape; nil where there are none.
    func filter(_ target: FilterTarget) -> String? {
        guard network == .ipv4 || network == .ipv6,
            let test = target.test(isIPv6: network == .ipv6, at: offset)
        else { return nil }
        return (conditions + [test]).joined(separator: " and ")
    }

    /// What holds of the bytes of each layer.
    private var conditions: [String] {
        guard let place = Self.typePlace(of: link) else {
            if link == .null || link == .loop { return ["link[0:4] = 0x\(String(family, radix: 16))"] }
            return [version(at: 0)]
        }
        var conditions: [String] = []
        var (typePlace, end) = (place.type, place.end)
        func expect(_ type: UInt16) { conditions.append("link[\(typePlace):2] = 0x\(String(type, radix: 16))") }
        var isLabelled = false
        for layer in layers {
            switch layer {
            case .tag(let type, _):
                expect(type)
                (typePlace, end) = (end + 2, end + 4)
            case .pppoe:
                expect(EtherType.pppoeSession)
                conditions.append("link[\(end + 6):2] = \(network == .ipv6 ? "0x57" : "0x21")")
                return conditions
            case .label(let type, let isLast):
                if !isLabelled { expect(type) }
                isLabelled = true
                conditions.append("link[\(end + 2)] & 1 = \(isLast ? 1 : 0)")
                end += 4
            case .snap:
                conditions.append("link[\(typePlace):2] <= \(EtherType.longestLength)")
                conditions.append("link[\(end):4] = 0xaaaa0300 and link[\(end + 4):2] = 0")
                (typePlace, end) = (end + 6, end + 8)
            }
        }
        if isLabelled {
            conditions.append(version(at: end))
        } else {
            expect(network == .ipv6 ? EtherType.ipv6 : EtherType.ipv4)
        }
        return conditions
    }

    private func version(at place: Int) -> String {
        "link[\(place)] & 0xf0 = \(network == .ipv6 ? "0x60" : "0x40")"
    }
}
