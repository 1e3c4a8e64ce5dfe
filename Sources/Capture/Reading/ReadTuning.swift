extension CaptureFile {
    /// How a regular file is read: it changes the time that takes, and nothing else.
    package struct ReadTuning: Sendable {
        /// How many bytes are read at once, and are in a batch that keeps them, at most; nil to have libpcap read all
        /// of a classic capture.
        package var blockSize: Int?
        /// How many packets libpcap reads when it has to.
        package var fallback: Int

        /// By default what is fast: from this length on blocks cost the least, and the way to libpcap and back costs
        /// little even where every packet takes it.
        package init(blockSize: Int? = 1 << 20, fallback: Int = 256) {
            self.blockSize = blockSize
            self.fallback = fallback
        }
    }
}
