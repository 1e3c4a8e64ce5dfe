import Receive
import Replay
import Settings
import Testing

/// Settings in words, as they are chosen.
@Suite struct SettingTextTests {
    @Test func asOptions() {
        var settings = ReceiveSettings()
        #expect(
            settings.optionText
                == "--rules lro --mode skb --max-aggr 32 --sessions 8 --budget 64 --queues 4 --mtu 1500")
        settings[.rules] = 2
        settings[.mode] = 1
        settings[.copybreak] = 60
        settings[.maxFrags] = 20
        settings.followsCapture = true
        #expect(
            settings.optionText
                == "--rules gro --mode pages --gro-max-size 65536 --sessions 64 --budget 64 --gro-buckets 8 "
                + "--queues capture --mtu 1500 --copybreak 60 --frag-size 0 --max-frags 20")
    }

    @Test func asPhrases() {
        var settings = ReceiveSettings()
        #expect(settings.phrase(of: .queues) == "4 queues" && settings.phrase(of: .budget) == "budget 64")
        settings.followsCapture = true
        settings.queues = 7
        #expect(settings.phrase(of: .queues) == "queues capture (7)" && settings.phrase(of: .budget) == "budget 64")
        #expect(settings.text(of: .queues) == "capture" && settings.text(of: .rules) == "lro")
    }
}
