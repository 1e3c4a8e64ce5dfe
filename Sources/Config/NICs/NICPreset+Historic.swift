/// NICs of 2007 to 2010, whose drivers used inet_lro; their figures are those of Linux 2.6.32.9.
extension NICPreset {
    static let historic: [NICPreset] = [
        NICPreset(
            "myri10ge",
            [
                .rules(.inetLRO, myri10ge(nil, "lro_receive_frags")),
                .mode(.pages, myri10ge(nil, "lro_receive_frags")),
                .sessions(8, myri10ge(95, "MYRI10GE_MAX_LRO_DESCRIPTORS")),
                .maxAggr(18, myri10ge(96, "MYRI10GE_LRO_MAX_PKTS, 64, but MAX_SKB_FRAGS at most")),
                .budget(64, myri10ge(313, "myri10ge_napi_weight")),
                .flush(.pollEnd, myri10ge(nil, "myri10ge_clean_rx_done")),
                .moderation(.timer, myri10ge(291, "myri10ge_intr_coal_delay")),
                .rxUsecs(75, myri10ge(291, "myri10ge_intr_coal_delay")),
            ], note: "Ring not known: default. The NIC tells its driver."),
        NICPreset(
            "ehea",
            [
                .rules(.inetLRO, ehea("ehea_main.c", nil, "lro_receive_skb")),
                .mode(.skb, ehea("ehea_main.c", nil, "lro_receive_skb")),
                .sessions(8, ehea("ehea.h", 89, "MAX_LRO_DESCRIPTORS")),
                .maxAggr(64, ehea("ehea.h", 62, "EHEA_LRO_MAX_AGGR")),
                .budget(64, ehea("ehea_main.c", nil, "netif_napi_add")),
                .flush(.pollEnd, ehea("ehea_main.c", nil, "ehea_proc_rwqes")),
                .ring(1_023, ehea("ehea.h", 68, "EHEA_DEF_ENTRIES_RQ2, of frames from 257 to 1522 bytes")),
            ], note: "LRO is off by default (use_lro). Moderation not known: default."),
        NICPreset(
            "mlx4",
            [
                .rules(.inetLRO, mlx4("en_rx.c", "lro_receive_frags")),
                .mode(.pages, mlx4("en_rx.c", "lro_receive_frags")),
                .sessions(32, mlx4("mlx4_en.h", "MLX4_EN_MAX_LRO_DESCRIPTORS")),
                .maxAggr(18, mlx4("en_rx.c", "MAX_SKB_FRAGS, with pages of 4 kB")),
                .budget(64, mlx4("en_cq.c", "netif_napi_add")),
                .flush(.pollEnd, mlx4("en_rx.c", "mlx4_en_process_rx_cq")),
                .ring(1_024, mlx4("mlx4_en.h", "MLX4_EN_DEF_RX_RING_SIZE")),
                .moderation(.timer, mlx4("en_netdev.c", "mlx4_en_set_default_moderation")),
                .rxUsecs(16, mlx4("mlx4_en.h", "MLX4_EN_RX_COAL_TIME")),
                .rxFrames(44, mlx4("mlx4_en.h", "MLX4_EN_RX_COAL_TARGET")),
            ], note: "Adaptive by default: as after ethtool -C IFACE adaptive-rx off."),
        NICPreset(
            "enic",
            [
                .rules(.inetLRO, enic("enic_main.c", "lro_receive_skb")),
                .mode(.skb, enic("enic_main.c", "lro_receive_skb")),
                .sessions(8, enic("enic.h", "ENIC_LRO_MAX_DESC")),
                .maxAggr(64, enic("enic.h", "ENIC_LRO_MAX_AGGR")),
                .budget(64, enic("enic_main.c", "netif_napi_add")),
                .flush(.empty, enic("enic_main.c", "lro_flush_all, in a poll that found nothing")),
            ], note: "Ring and moderation not known: default. The NIC tells its driver."),
        NICPreset(
            "ipoib",
            [
                .rules(.inetLRO, ipoib("ipoib_ib.c", "lro_receive_skb")),
                .mode(.skb, ipoib("ipoib_ib.c", "lro_receive_skb")),
                .sessions(8, ipoib("ipoib.h", "IPOIB_MAX_LRO_DESCRIPTORS")),
                .maxAggr(64, ipoib("ipoib.h", "IPOIB_LRO_MAX_AGGR")),
                .budget(100, ipoib("ipoib_main.c", "netif_napi_add")),
                .flush(.idle, ipoib("ipoib_ib.c", "ipoib_poll")),
                .ring(256, ipoib("ipoib.h", "IPOIB_RX_RING_SIZE")),
            ], note: "LRO is off by default (lro). Moderation not known: default."),
    ]

    private static func linux(_ file: String, _ line: Int?, _ symbol: String) -> Source {
        Source(version: "Linux 2.6.32.9", file: file, line: line, symbol: symbol)
    }

    private static func myri10ge(_ line: Int?, _ symbol: String) -> Source {
        linux("drivers/net/myri10ge/myri10ge.c", line, symbol)
    }

    private static func ehea(_ file: String, _ line: Int?, _ symbol: String) -> Source {
        linux("drivers/net/ehea/" + file, line, symbol)
    }

    private static func mlx4(_ file: String, _ symbol: String) -> Source {
        linux("drivers/net/mlx4/" + file, nil, symbol)
    }

    private static func enic(_ file: String, _ symbol: String) -> Source {
        linux("drivers/net/enic/" + file, nil, symbol)
    }

    private static func ipoib(_ file: String, _ symbol: String) -> Source {
        linux("drivers/infiniband/ulp/ipoib/" + file, nil, symbol)
    }
}
