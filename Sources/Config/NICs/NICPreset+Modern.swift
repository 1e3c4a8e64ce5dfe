/// NICs of today, whose drivers give their frames to GRO.
///
/// The figures are those of the drivers; lines are of Linux 6.12.117 unless another source is named.
extension NICPreset {
    static let modern: [NICPreset] = [
        NICPreset(
            "ixgbe",
            [
                .gro(intel("ixgbe/ixgbe_main.c", 1745)),
                .ring(512, intel("ixgbe/ixgbe.h", 48, "IXGBE_DEFAULT_RXD")),
                .moderation(.gap, intel("ixgbe/ixgbe_main.c", 2755, "IXGBE_EITR")),
                .rxUsecs(50, intel("ixgbe/ixgbe.h", 545, "IXGBE_20K_ITR, in quarters of a microsecond")),
            ],
            note: "Adaptive by default (rx_itr_setting 1): \(notAdaptive), which this driver spells rx-usecs 50."),
        NICPreset(
            "i40e",
            [
                .gro(intel("i40e/i40e_txrx.c", 2570)),
                .ring(512, intel("i40e/i40e.h", 30, "I40E_DEFAULT_NUM_DESCRIPTORS")),
                .moderation(.gap, intel("i40e/i40e_main.c", 3947, "I40E_PFINT_ITRN")),
                .rxUsecs(50, intel("i40e/i40e_txrx.h", 22, "I40E_ITR_20K, by I40E_ITR_RX_DEF")),
            ], note: "Adaptive by default: \(notAdaptive)."),
        NICPreset(
            "ice",
            [
                .gro(intel("ice/ice_txrx_lib.c", 234)),
                .ring(2_048, intel("ice/ice.h", 88, "ICE_DFLT_NUM_RX_DESC")),
                .moderation(.gap, intel("ice/ice_lib.c", 1847, "GLINT_ITR")),
                .rxUsecs(50, intel("ice/ice_txrx.h", 277, "ICE_ITR_20K, by ICE_DFLT_RX_ITR")),
            ], note: "Adaptive by default: \(notAdaptive)."),
        NICPreset(
            "mlx5",
            [
                .gro(mellanox("en_rx.c", 1876)),
                .ring(1_024, mellanox("en.h", 125, "MLX5E_PARAMS_DEFAULT_LOG_RQ_SIZE, 2 to the 10th")),
                .moderation(.rearm, mellanox("en_main.c", 5207, "rx_moder_use_cqe_mode")),
                .rxUsecs(8, linux("lib/dim/net_dim.c", 25, "NET_DIM_RX_CQE_PROFILES, NET_DIM_DEF_PROFILE_CQE")),
                .rxFrames(128, linux("lib/dim/net_dim.c", 25, "NET_DIM_RX_CQE_PROFILES, NET_DIM_DEF_PROFILE_CQE")),
            ],
            note:
                "Adaptive by default, which begins with these: \(notAdaptive) rx-usecs 8 rx-frames 128 (without numbers "
                + "6.12 takes 3 and 32)."),
        NICPreset(
            "mlx5-eqe",
            [
                .gro(mellanox("en_rx.c", 1876)),
                .ring(1_024, mellanox("en.h", 125, "MLX5E_PARAMS_DEFAULT_LOG_RQ_SIZE, 2 to the 10th")),
                .moderation(.timer, mellanox("en_main.c", 4076, "mlx5e_get_def_rx_moderation")),
                .rxUsecs(16, mellanox("en.h", 133, "MLX5E_PARAMS_DEFAULT_RX_CQ_MODERATION_USEC")),
                .rxFrames(32, mellanox("en.h", 135, "MLX5E_PARAMS_DEFAULT_RX_CQ_MODERATION_PKTS")),
            ],
            note: "mlx5 with cqe-mode-rx off. Adaptive by default: \(notAdaptive)."),
        NICPreset(
            "bnxt",
            [
                .gro(bnxt("bnxt.c", 1955)),
                .ring(511, bnxt("bnxt.h", 775, "BNXT_DEFAULT_RX_RING_SIZE")),
                .moderation(.rearm, bnxt("bnxt.c", 14222, "TIMER_RESET, where the NIC has it")),
                .rxUsecs(
                    14,
                    Source(
                        version: "Linux before 6.1", file: "drivers/net/ethernet/broadcom/bnxt/bnxt.c", line: nil,
                        symbol: "bnxt_init_dflt_coal, coal_ticks; 6.12.117 has 10 at bnxt.c:14228")),
                .rxFrames(15, bnxt("bnxt.c", 14229, "coal_bufs 30, two of them a frame, bnxt.c:14233")),
            ]),
        NICPreset(
            "ena",
            [
                .gro(linux("drivers/net/ethernet/amazon/ena/ena_netdev.c", 1324, receive)),
                .ring(1_024, linux("drivers/net/ethernet/amazon/ena/ena_netdev.h", 52, "ENA_DEFAULT_RING_SIZE")),
                .moderation(
                    .timer, linux("drivers/net/ethernet/amazon/ena/ena_netdev.c", 1420, "ena_com_update_intr_reg")),
                .rxUsecs(
                    20, linux("drivers/net/ethernet/amazon/ena/ena_com.h", 52, "ENA_INTR_INITIAL_RX_INTERVAL_USECS")),
            ]),
        NICPreset(
            "virtio",
            [
                .gro(linux("drivers/net/virtio_net.c", 2415, receive)),
                .ring(
                    256,
                    Source(
                        version: "QEMU at 7dc6be52f4ea", file: "hw/net/virtio-net.c", line: 55,
                        symbol: "VIRTIO_NET_RX_QUEUE_DEFAULT_SIZE")),
                .moderation(.timer, linux("drivers/net/virtio_net.c", 6705, "max_usecs")),
                .rxUsecs(0, linux("drivers/net/virtio_net.c", 6705, "max_usecs")),
            ], note: "The device decides about its ring; 256 is QEMU's."),
    ]

    private static let notAdaptive = "as after ethtool -C IFACE adaptive-rx off"
    private static let receive = "napi_gro_receive"

    private static func linux(_ file: String, _ line: Int, _ symbol: String) -> Source {
        Source(version: "Linux 6.12.117", file: file, line: line, symbol: symbol)
    }

    private static func intel(_ file: String, _ line: Int, _ symbol: String = receive) -> Source {
        linux("drivers/net/ethernet/intel/" + file, line, symbol)
    }

    private static func mellanox(_ file: String, _ line: Int, _ symbol: String = receive) -> Source {
        linux("drivers/net/ethernet/mellanox/mlx5/core/" + file, line, symbol)
    }

    private static func bnxt(_ file: String, _ line: Int, _ symbol: String = receive) -> Source {
        linux("drivers/net/ethernet/broadcom/bnxt/" + file, line, symbol)
    }
}

extension NICPreset.Value {
    fileprivate static func gro(_ source: NICPreset.Source) -> Self { .rules(.gro, source) }
}
