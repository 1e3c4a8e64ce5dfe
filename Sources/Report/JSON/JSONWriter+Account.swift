import Frames
import Offload
import Packet

/// What was done to the frames of a source before they were received.
extension JSONWriter {
    /// Writes the receiver, what was cut and what was left out as members of the current object; nothing for a source
    /// of which all is taken as it comes.
    mutating func account(_ source: SourceFacts, _ ratios: [(rules: Rulebook, ratio: Double)]) {
        array("files") { json in
            for file in source.files {
                json.object { json in
                    json.string("name", file.name)
                    json.number("frames", file.frames)
                    json.string("fault", file.fault)
                }
            }
        }
        array("interfaces") { json in
            for (place, interface) in source.interfaces.enumerated() {
                json.object { json in
                    json.string("name", interface.name)
                    json.string("link", interface.linkName)
                    json.number("frames", source.account?.interfaces.frames(at: place) ?? 0)
                    json.number("left_out", interface.leftOut)
                    json.string("index", nil)
                }
            }
            for index in source.account?.interfaces.indices ?? [] {
                json.object { json in
                    json.string("name", index.name)
                    json.string("link", LinkType.linuxCooked2.rawValue)
                    json.number("frames", index.frames)
                    json.number("left_out", 0)
                    json.number("index", index.index ?? -1)
                }
            }
        }
        guard let account = source.account else { return }
        number("frames", account.frames)
        number("other_interfaces", account.otherInterfaces)
        receiver(account.receivedBy)
        unmerge(account.unmerge)
        host(account.hostRatio, ratios)
        number("duplicates", account.duplicates)
    }

    /// Writes how well the capturing host's own kernel merged, and beside it the rulebooks.
    private mutating func host(_ ratio: Double?, _ ratios: [(rules: Rulebook, ratio: Double)]) {
        guard let ratio else { return string("host", nil) }
        object("host") { json in
            json.decimal("ratio", ratio)
            json.object("models") { json in
                for (rules, ratio) in ratios { json.decimal(rules.rawValue, ratio) }
            }
        }
    }

    /// Writes the number of a packet in its capture: a segment of a frame that was cut as a string, `"8.3"`.
    mutating func frame(_ name: String, _ number: FrameNumber) {
        if number.segment == nil { self.number(name, number.frame) } else { string(name, number.description) }
    }

    private mutating func receiver(_ receiver: ReceivedBy?) {
        guard let receiver else { return string("receiver", nil) }
        object("receiver") { json in
            json.string("how", receiver.how.rawValue)
            json.string("mac", receiver.mac?.description)
            json.string("address", receiver.address?.description)
            json.number("left_out", receiver.leftOut)
            json.string("text", receiver.sentence)
        }
    }

    private mutating func unmerge(_ counts: UnmergeCounts?) {
        guard let counts else { return string("unmerge", nil) }
        object("unmerge") { json in
            json.number("super_packets", counts.cut)
            json.number("segments", counts.segments)
            json.object("by") { json in
                for confidence in Confidence.allCases {
                    json.number(confidence.rawValue, counts.packets[confidence] ?? 0)
                }
            }
            json.number("uncertain", counts.uncertain)
            json.number("confirmed", counts.confirmed)
            json.number("without_length", counts.withoutLength)
            json.string("text", counts.sentence)
        }
    }

    /// Writes what un-merge knows of a flow as members of the current object; nulls where nothing was cut.
    mutating func unmerge(_ flow: FlowAccount?) {
        number("segment_size", flow?.segmentSize)
        string("size_known_by", flow?.confidence?.rawValue)
        if let ratio = flow?.ratio { decimal("host_ratio", ratio) } else { string("host_ratio", nil) }
    }
}
